package io.daybook.catalog.projection;

/// A product as the search index holds it, always whole.
///
/// @param priceMinor list price of one unit in minor units of `currency`
/// @param inStock whether at least one unit is available
/// @param listed whether it is on sale; one that isn't stays as a mark, so that nothing older can
///   come back
record ProductDocument(
    String sku,
    String name,
    String description,
    String category,
    long priceMinor,
    String currency,
    boolean inStock,
    boolean listed) {

  /// Characters of its texts.
  int length() {
    return sku.length() + name.length() + description.length() + category.length();
  }

  /// A document and the last position whose effect is in it.
  record Versioned(ProductDocument document, long version) {}
}
