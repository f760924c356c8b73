package io.daybook.inventory.command;

import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Rejection;

/// Why stock or a reservation refuses.
public sealed interface InventoryRejection extends Rejection {

  /// Units are counted from 1 (or, adjusting, from anything but 0).
  record UnitsOutOfRange(Sku sku, int units) implements InventoryRejection {}

  /// The adjustment would take units that are not there or are promised.
  record StockWouldBeNegative(Sku sku, int delta, long available) implements InventoryRejection {}

  /// Nothing is promised to this order (any more), so nothing can be shipped or taken back.
  record NothingReserved(OrderId orderId) implements InventoryRejection {}
}
