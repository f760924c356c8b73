package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import io.daybook.catalog.query.AvailabilityCount;
import io.daybook.catalog.query.CategoryCount;
import io.daybook.catalog.query.Facets;
import io.daybook.catalog.query.PriceRangeCount;
import io.daybook.catalog.query.ProductHit;
import io.daybook.catalog.query.ProductPage;
import io.daybook.catalog.query.Suggestion;
import io.daybook.catalog.query.Suggestions;
import io.daybook.catalog.view.SearchRequests.Facet;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.view.Cursor;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Searches products in Elasticsearch.
final class ProductSearch {

  /// What the index is called by its readers.
  static final String ALIAS = "products";

  private static final int BAD_REQUEST = 400;

  private final ElasticsearchClient elasticsearch;

  ProductSearch(ElasticsearchClient elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /// One page of what is found.
  ///
  /// @throws ProblemException when Elasticsearch can't be asked
  ProductPage search(SearchQuestion question) {
    SearchResponse<Found> found = ask(SearchRequests.of(question), Found.class);
    List<Hit<Found>> hits = found.hits().hits();
    boolean more = hits.size() > question.limit();
    List<Hit<Found>> page = more ? hits.subList(0, question.limit()) : hits;
    return new ProductPage(
        sources(page).map(Found::hit).toList(),
        found.hits().total() == null ? page.size() : found.hits().total().value(),
        more ? next(question, page.getLast()) : null,
        question.facets() ? facets(found.aggregations()) : null);
  }

  /// Products whose names begin like `typed`.
  ///
  /// @throws ProblemException when Elasticsearch can't be asked
  Suggestions suggest(String typed, int limit) {
    SearchResponse<Suggestion> found =
        ask(SearchRequests.suggesting(typed, limit), Suggestion.class);
    return new Suggestions(sources(found.hits().hits()).toList());
  }

  private <T> SearchResponse<T> ask(SearchRequest request, Class<T> type) {
    try {
      return elasticsearch.search(request, type);
    } catch (ElasticsearchException refused) {
      throw refused.status() == BAD_REQUEST ? Cursor.unknown() : away();
    } catch (IOException _) {
      throw away();
    }
  }

  /// What callers hear while search is away.
  static ProblemException away() {
    return new ProblemException(
        RequestProblems.UNAVAILABLE.saying("The product search is away; other pages work."));
  }

  private static <T> Stream<T> sources(List<Hit<T>> hits) {
    return hits.stream().map(Hit::source).filter(Objects::nonNull);
  }

  private static String next(SearchQuestion question, Hit<Found> last) {
    List<Object> keys = new ArrayList<>();
    keys.add(question.sort());
    for (FieldValue value : last.sort()) {
      keys.add(String.valueOf(value._get()));
    }
    return Cursor.after(keys.toArray()).toString();
  }

  private static Facets facets(Map<String, Aggregate> aggregates) {
    List<CategoryCount> categories =
        counts(aggregates, Facet.CATEGORY).sterms().buckets().array().stream()
            .map(it -> new CategoryCount(it.key().stringValue(), it.docCount()))
            .toList();
    long inStock = 0;
    long soldOut = 0;
    Aggregate available = counts(aggregates, Facet.AVAILABLE);
    if (available.isLterms()) {
      for (var bucket : available.lterms().buckets().array()) {
        if (bucket.key() == 1) {
          inStock = bucket.docCount();
        } else {
          soldOut = bucket.docCount();
        }
      }
    }
    List<PriceRangeCount> prices = new ArrayList<>();
    for (var bucket : counts(aggregates, Facet.PRICE).range().buckets().array()) {
      prices.add(
          new PriceRangeCount(
              whole(bucket.from()),
              bucket.to() == null ? null : whole(bucket.to()),
              bucket.docCount()));
    }
    return new Facets(categories, new AvailabilityCount(inStock, soldOut), prices);
  }

  private static Aggregate counts(Map<String, Aggregate> aggregates, Facet facet) {
    Aggregate filtered = aggregates.get(facet.name());
    Aggregate counts = filtered == null ? null : filtered.filter().aggregations().get("count");
    if (counts == null) {
      throw away();
    }
    return counts;
  }

  private static long whole(@Nullable Double bound) {
    return bound == null ? 0 : bound.longValue();
  }

  /// A document of the index, as far as answers show it.
  record Found(
      String sku,
      String name,
      String description,
      String category,
      long priceMinor,
      String currency,
      boolean inStock,
      boolean listed) {

    private ProductHit hit() {
      return new ProductHit(
          sku, name, description, category, Money.of(priceMinor, new Currency(currency)), inStock);
    }
  }
}
