package io.daybook.inventory.event;

import io.daybook.kernel.Sku;

/// Units of one sku in a reservation; a sku stands in it once.
///
/// @param units at least 1
public record ReservedLine(Sku sku, int units) {}
