package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch.core.search.Hit;
import io.daybook.catalog.query.Highlight;
import io.daybook.catalog.query.ProductHit;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A document of the index.
record ProductDocument(
    String sku,
    String name,
    String description,
    String category,
    long priceMinor,
    String currency,
    boolean inStock,
    boolean listed) {

  /// What answers show of it.
  static Optional<ProductHit> of(Hit<ProductDocument> hit) {
    return Optional.ofNullable(hit.source()).map(it -> it.hit(highlight(hit.highlight())));
  }

  private ProductHit hit(@Nullable Highlight highlight) {
    Money price = Money.of(priceMinor, new Currency(currency));
    return new ProductHit(sku, name, description, category, price, inStock, highlight);
  }

  private static @Nullable Highlight highlight(Map<String, List<String>> found) {
    if (found.isEmpty()) {
      return null;
    }
    return new Highlight(first(found.get("name")), first(found.get("description")));
  }

  private static @Nullable String first(@Nullable List<String> parts) {
    return parts == null || parts.isEmpty() ? null : parts.getFirst();
  }
}
