package io.daybook.catalog.query;

import io.daybook.kernel.Money;

/// One product that a search found.
public record ProductHit(
    String sku, String name, String description, String category, Money price, boolean inStock) {}
