package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import io.daybook.catalog.query.AvailabilityCount;
import io.daybook.catalog.query.CategoryCount;
import io.daybook.catalog.query.Facets;
import io.daybook.catalog.query.PriceRangeCount;
import io.daybook.catalog.view.SearchRequests.Facet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the counts that [SearchRequests] asks for.
final class FacetCounts {

  private FacetCounts() {}

  static Facets of(Map<String, Aggregate> aggregates) {
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
      throw ProductSearch.away();
    }
    return counts;
  }

  private static long whole(@Nullable Double bound) {
    return bound == null ? 0 : bound.longValue();
  }
}
