package io.daybook.catalog.query;

import org.jspecify.annotations.Nullable;

/// Products in a price range.
///
/// @param from in minor units, included
/// @param to in minor units, excluded; null in the last range
public record PriceRangeCount(long from, @Nullable Long to, long count) {}
