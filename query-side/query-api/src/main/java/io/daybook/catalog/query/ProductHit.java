package io.daybook.catalog.query;

import io.daybook.kernel.Money;
import org.jspecify.annotations.Nullable;

/// One product that a search found.
///
/// @param highlight null when no text was searched for, or only the category or sku was meant
public record ProductHit(
    String sku,
    String name,
    String description,
    String category,
    Money price,
    boolean inStock,
    @Nullable Highlight highlight) {}
