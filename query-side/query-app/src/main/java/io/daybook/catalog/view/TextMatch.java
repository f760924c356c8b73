package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.SuggestMode;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import co.elastic.clients.elasticsearch.core.search.FieldSuggester;
import co.elastic.clients.elasticsearch.core.search.Highlight;
import co.elastic.clients.elasticsearch.core.search.HighlightField;
import co.elastic.clients.elasticsearch.core.search.HighlighterEncoder;
import co.elastic.clients.elasticsearch.core.search.Suggester;
import co.elastic.clients.util.NamedValue;
import java.util.List;

/// What a text finds, how that is ranked, and what is shown of why.
///
/// @param text as the shopper typed it
/// @param similar words of names that look like those of the text, which are marked; none unless
///   the spelling is forgiven
record TextMatch(String text, Spelling spelling, List<String> similar) {

  /// All words; of four or more all but one, of six or more all but two.
  private static final String ENOUGH = "3<-1 5<-2";

  private static final int LONG = 8;
  private static final int SHORT = 4;
  private static final String FUZZINESS = "AUTO:%d,%d".formatted(SHORT, LONG);
  private static final int SAME_BEGINNING = 1;
  private static final int EXPANSIONS = 30;
  private static final int FRAGMENT = 160;

  /// Of products that have a word: 1 would be a number.
  private static final float ANY_SHARE = 0.999f;

  /// What `text` finds when letters count.
  static TextMatch asTyped(String text) {
    return new TextMatch(text, Spelling.AS_TYPED, List.of());
  }

  /// What `text` finds when mistakes are forgiven, all of the former included.
  ///
  /// @param similar what was found by [#similar(String)]
  static TextMatch forgiving(String text, List<String> similar) {
    return new TextMatch(text, Spelling.FORGIVEN, similar);
  }

  /// What must be there: enough words somewhere, or two neighbours in the name, written apart or as
  /// one.
  ///
  /// Letters are compared in whole words: a stem of a mistyped word is no neighbour of the right
  /// one.
  Query required() {
    return Query.of(query ->
        query.bool(any -> {
          if (spelling == Spelling.FORGIVEN) {
            any.should(mistyped());
          }
          return any.should(words("all"))
              .should(neighbours(3f))
              .should(it -> it.term(term -> term.field("sku").value(text).boost(20f)));
        }));
  }

  /// What ranks beside that: where the words are, and how exactly.
  BoolQuery.Builder rank(BoolQuery.Builder bool) {
    return bool.should(should ->
            should.multiMatch(match ->
                match.query(text).type(TextQueryType.MostFields).fields("name^3", "description")))
        .should(should -> should.matchPhrase(it -> it.field("name").query(text).slop(2).boost(2f)));
  }

  /// The name whole, and the best part of the description, as HTML.
  ///
  /// Similar words are named one by one: Elasticsearch would compare letters again for each
  /// product, which takes far longer than to find them all.
  Highlight highlight() {
    HighlightField name =
        HighlightField.of(it ->
            it.numberOfFragments(0)
                .matchedFields(
                    similar.isEmpty()
                        ? List.of("name.joined")
                        : List.of("name.joined", "name.words"))
                .highlightQuery(query ->
                    query.bool(any -> {
                      if (!similar.isEmpty()) {
                        any.should(some("name.words", String.join(" ", similar)));
                      }
                      return any.should(some("name", text)).should(neighbours(1f));
                    })));
    HighlightField description =
        HighlightField.of(it ->
            it.numberOfFragments(1)
                .fragmentSize(FRAGMENT)
                .highlightQuery(some("description", text)));
    return Highlight.of(it ->
        it.encoder(HighlighterEncoder.Html)
            .preTags("<em>")
            .postTags("</em>")
            .fields(NamedValue.of("name", name), NamedValue.of("description", description)));
  }

  /// Asks for the words of names that look like those of `text`, by the measure of what is found
  /// when spelling is forgiven.
  static Suggester similar(String text) {
    return Suggester.of(it ->
        it.text(text).suggesters("one", similar(SHORT, 1)).suggesters("two", similar(LONG, 2)));
  }

  private static FieldSuggester similar(int letters, int mistakes) {
    return FieldSuggester.of(it ->
        it.term(term ->
            term.field("name.words")
                .suggestMode(SuggestMode.Always)
                .minWordLength(letters)
                .prefixLength(SAME_BEGINNING)
                .maxEdits(mistakes)
                .maxTermFreq(ANY_SHARE)
                .size(EXPANSIONS)));
  }

  private Query words(String field) {
    return Query.of(
        it -> it.match(match -> match.field(field).query(text).minimumShouldMatch(ENOUGH)));
  }

  private static Query some(String field, String words) {
    return Query.of(it -> it.match(match -> match.field(field).query(words)));
  }

  private Query mistyped() {
    return Query.of(it ->
        it.match(match ->
            match
                .field("all.words")
                .query(text)
                .minimumShouldMatch(ENOUGH)
                .fuzziness(FUZZINESS)
                .prefixLength(SAME_BEGINNING)
                .maxExpansions(EXPANSIONS)
                .boost(0.3f)));
  }

  private Query neighbours(float boost) {
    return Query.of(it ->
        it.match(
            match -> match.field("name.joined").query(text).operator(Operator.Or).boost(boost)));
  }
}
