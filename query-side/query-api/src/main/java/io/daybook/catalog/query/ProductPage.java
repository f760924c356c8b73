package io.daybook.catalog.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what a search found.
///
/// @param total exact up to 10,000
/// @param next cursor of the next page; null on the last
/// @param facets null when not asked for
public record ProductPage(
    List<ProductHit> items, long total, @Nullable String next, @Nullable Facets facets) {

  /// The same page, whatever names the next one.
  public ProductPage anyNext() {
    return new ProductPage(items, total, next == null ? null : "", facets);
  }
}
