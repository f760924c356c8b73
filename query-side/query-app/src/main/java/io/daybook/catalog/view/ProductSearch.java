package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.daybook.catalog.query.ProductPage;
import io.daybook.catalog.query.Suggestion;
import io.daybook.catalog.query.Suggestions;
import io.daybook.kernel.view.Cursor;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Searches products in Elasticsearch: one page of one moment.
final class ProductSearch {

  /// What the index is called by its readers.
  static final String ALIAS = "products";

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final BoundedSearch elasticsearch;
  private final SpelledSearch spelled;
  private final SearchMoments moments;

  ProductSearch(BoundedSearch elasticsearch, SearchProgress progress) {
    this.elasticsearch = elasticsearch;
    this.spelled = new SpelledSearch(elasticsearch);
    this.moments = new SearchMoments(elasticsearch, progress);
  }

  /// One page of what is found.
  ///
  /// @param seen a position that the index shows already
  /// @param wanted position that the page must include
  /// @param until when it must be there, as [BoundedSearch#patience()] says
  /// @throws ProblemException when Elasticsearch can't be asked
  Found search(SearchQuestion question, long seen, long wanted, long until) {
    try {
      Optional<SearchMoment> kept =
          question.after().map(SearchPlace::moment).filter(it -> moments.includes(it, wanted));
      SearchMoment moment = kept.isPresent() ? kept.get() : moments.current(seen, wanted, until);
      try {
        return page(question, moment, wanted, until);
      } catch (ElasticsearchException gone) {
        if (gone.status() != NOT_FOUND) {
          throw gone;
        }
        moments.lost(moment);
        return page(question, moments.current(seen, wanted, until), wanted, until);
      }
    } catch (ElasticsearchException refused) {
      throw refused.status() == BAD_REQUEST ? odd(question) : away();
    } catch (IOException _) {
      throw away();
    }
  }

  /// Products whose names begin like `typed`.
  ///
  /// @param until when they must be there, as [BoundedSearch#patience()] says
  /// @throws ProblemException when Elasticsearch can't be asked
  Suggestions suggest(String typed, int limit, long until) {
    try {
      SearchRequest request = SearchRequests.suggesting(typed, limit);
      return new Suggestions(
          elasticsearch.search(request, Suggestion.class, until).hits().hits().stream()
              .map(Hit::source)
              .filter(Objects::nonNull)
              .toList());
    } catch (ElasticsearchException refused) {
      throw refused.status() == BAD_REQUEST ? odd("q") : away();
    } catch (IOException _) {
      throw away();
    }
  }

  /// What callers hear while search is away.
  static ProblemException away() {
    return new ProblemException(
        RequestProblems.UNAVAILABLE.saying("The product search is away; other pages work."));
  }

  private static ProblemException odd(SearchQuestion question) {
    return question.after().isPresent() ? Cursor.unknown() : odd("q");
  }

  private static ProblemException odd(String parameter) {
    return ProblemException.ofParameter(parameter, "can't be searched for");
  }

  /// @param wanted position that the moment includes
  private Found page(SearchQuestion question, SearchMoment moment, long wanted, long until)
      throws IOException {
    SpelledSearch.Outcome outcome = spelled.search(question, moment, until);
    SearchResponse<ProductDocument> found = outcome.found();
    List<Hit<ProductDocument>> hits = found.hits().hits();
    boolean more = hits.size() > question.limit();
    List<Hit<ProductDocument>> shown = more ? hits.subList(0, question.limit()) : hits;
    int soFar = question.shown() + shown.size();
    boolean next = more && soFar < SearchQuestion.MOST_SHOWN;
    SearchPlace place =
        next
            ? new SearchPlace(
                question.fingerprint(), soFar, moment, outcome.spelling(), shown.getLast().sort())
            : null;
    return new Found(
        new ProductPage(
            shown.stream().map(ProductDocument::of).flatMap(Optional::stream).toList(),
            found.hits().total() == null ? shown.size() : found.hits().total().value(),
            place == null ? null : place.cursor().toString(),
            question.facets() ? FacetCounts.of(found.aggregations()) : null),
        Math.max(moments.shown(moment), wanted));
  }

  /// A page.
  ///
  /// @param position that it includes at least
  record Found(ProductPage page, long position) {}
}
