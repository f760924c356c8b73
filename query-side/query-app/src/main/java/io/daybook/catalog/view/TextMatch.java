package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import co.elastic.clients.elasticsearch.core.search.Highlight;
import co.elastic.clients.elasticsearch.core.search.HighlightField;
import co.elastic.clients.elasticsearch.core.search.HighlighterEncoder;
import co.elastic.clients.util.NamedValue;

/// What a text finds, how that is ranked, and what is shown of why.
///
/// @param text as the shopper typed it
record TextMatch(String text) {

  /// All words; of four or more all but one, of six or more all but two.
  private static final String ENOUGH = "3<-1 5<-2";

  private static final String FUZZINESS = "AUTO:4,8";
  private static final int EXPANSIONS = 30;
  private static final int FRAGMENT = 160;

  /// Enough words must be somewhere, give or take a letter, or two neighbours in the name, written
  /// apart or as one; where they are, and how exactly, ranks.
  ///
  /// Letters are compared in whole words: a stem of a mistyped word is no neighbour of the right
  /// one.
  BoolQuery.Builder addTo(BoolQuery.Builder bool) {
    return bool.must(must ->
            must.bool(any ->
                any.should(words("all", 1f))
                    .should(mistyped("all.words", 0.3f))
                    .should(neighbours(3f))
                    .should(it -> it.term(term -> term.field("sku").value(text).boost(20f)))))
        .should(should ->
            should.multiMatch(match ->
                match.query(text).type(TextQueryType.MostFields).fields("name^3", "description")))
        .should(should -> should.matchPhrase(it -> it.field("name").query(text).slop(2).boost(2f)));
  }

  /// The name whole, and the best part of the description, as HTML.
  Highlight highlight() {
    HighlightField name =
        HighlightField.of(it ->
            it.numberOfFragments(0)
                .matchedFields("name.words", "name.joined")
                .highlightQuery(query ->
                    query.bool(any ->
                        any.should(some("name"))
                            .should(mistyped("name.words", 1f))
                            .should(neighbours(1f)))));
    HighlightField description =
        HighlightField.of(it ->
            it.numberOfFragments(1).fragmentSize(FRAGMENT).highlightQuery(some("description")));
    return Highlight.of(it ->
        it.encoder(HighlighterEncoder.Html)
            .preTags("<em>")
            .postTags("</em>")
            .fields(NamedValue.of("name", name), NamedValue.of("description", description)));
  }

  private Query words(String field, float boost) {
    return Query.of(it ->
        it.match(match -> match.field(field).query(text).minimumShouldMatch(ENOUGH).boost(boost)));
  }

  private Query some(String field) {
    return Query.of(it -> it.match(match -> match.field(field).query(text)));
  }

  private Query mistyped(String field, float boost) {
    return Query.of(it ->
        it.match(match ->
            match
                .field(field)
                .query(text)
                .minimumShouldMatch(ENOUGH)
                .fuzziness(FUZZINESS)
                .prefixLength(1)
                .maxExpansions(EXPANSIONS)
                .boost(boost)));
  }

  private Query neighbours(float boost) {
    return Query.of(it ->
        it.match(
            match -> match.field("name.joined").query(text).operator(Operator.Or).boost(boost)));
  }
}
