package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.TermSuggestOption;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Searches for words as they were typed, and forgives mistakes only when that finds few: to
/// compare letters with all the words that there are takes longer than everything else, and most
/// shoppers type right.
///
/// What decides is the text and nothing else, so that filters, sorting and facets of one text are
/// of the same products. Later pages read it as the first one did.
final class SpelledSearch {

  /// As many as a page usually has.
  private static final int FEW = 20;

  /// Numbers of articles and the like.
  private static final Pattern CODE = Pattern.compile("\\d{3}");

  private final BoundedSearch elasticsearch;

  SpelledSearch(BoundedSearch elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /// What was found.
  ///
  /// @param spelling how the words were read
  record Outcome(SearchResponse<ProductDocument> found, Spelling spelling) {}

  /// Searches, with up to three requests one after the other.
  ///
  /// @param until when all of it must be there, as [BoundedSearch#patience()] says
  Outcome search(SearchQuestion question, SearchMoment moment, long until) throws IOException {
    Optional<SearchPlace> after = question.after();
    if (question.text().isEmpty()) {
      return found(question, Optional.empty(), moment, until);
    }
    String text = question.text().get();
    if (after.isPresent() && after.get().spelling() == Spelling.FORGIVEN) {
      return found(question, Optional.of(forgiving(text, moment, until)), moment, until);
    }
    TextMatch asTyped = TextMatch.asTyped(text);
    Outcome outcome = found(question, Optional.of(asTyped), moment, until);
    if (after.isPresent()
        || total(outcome.found()) >= enough(text)
        || (question.isFiltered() && count(asTyped, moment, until) >= enough(text))) {
      return outcome;
    }
    return found(question, Optional.of(forgiving(text, moment, until)), moment, until);
  }

  /// How many must be found for mistakes not to be looked for. What looks like a code is another
  /// code: whoever has found theirs has made no mistake.
  private static int enough(String text) {
    return CODE.matcher(text).find() ? 1 : FEW;
  }

  private Outcome found(
      SearchQuestion question, Optional<TextMatch> match, SearchMoment moment, long until)
      throws IOException {
    return new Outcome(
        elasticsearch.search(
            SearchRequests.of(question, match, moment), ProductDocument.class, until),
        match.map(TextMatch::spelling).orElse(Spelling.AS_TYPED));
  }

  private long count(TextMatch match, SearchMoment moment, long until) throws IOException {
    return total(
        elasticsearch.search(SearchRequests.counting(match, FEW, moment), Void.class, until));
  }

  private TextMatch forgiving(String text, SearchMoment moment, long until) throws IOException {
    List<String> similar =
        elasticsearch
            .search(SearchRequests.similar(text, moment), Void.class, until)
            .suggest()
            .values()
            .stream()
            .flatMap(List::stream)
            .flatMap(word -> word.term().options().stream())
            .map(TermSuggestOption::text)
            .distinct()
            .toList();
    return TextMatch.forgiving(text, similar);
  }

  private static long total(SearchResponse<?> found) {
    return found.hits().total() == null ? 0 : found.hits().total().value();
  }
}
