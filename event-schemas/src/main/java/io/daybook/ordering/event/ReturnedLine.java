package io.daybook.ordering.event;

import io.daybook.kernel.Sku;

/// Units of one sku that came back.
///
/// @param units at least 1
public record ReturnedLine(Sku sku, int units) {}
