package io.daybook.inventory.event;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;

/// Everything that can have happened to the stock of one sku. Each event tells the level after it.
public sealed interface StockItemEvent extends DomainEvent {

  /// The stream type of stock items.
  String STREAM_TYPE = "stock-item";

  Sku sku();

  /// The level after this event.
  StockLevel level();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, sku());
  }

  /// Goods came in.
  ///
  /// @param units at least 1
  /// @param reference the delivery's own number or another word for where they came from
  @EventName("inventory.stock-received")
  record StockReceived(Sku sku, int units, String reference, StockLevel level)
      implements StockItemEvent {}

  /// The books were set right: found, lost, damaged, brought back.
  ///
  /// @param delta units more (positive) or fewer (negative), never 0
  @EventName("inventory.stock-adjusted")
  record StockAdjusted(Sku sku, int delta, String reason, StockLevel level)
      implements StockItemEvent {}

  /// Units were promised to an order.
  @EventName("inventory.stock-reserved")
  record StockReserved(Sku sku, OrderId orderId, int units, StockLevel level)
      implements StockItemEvent {}

  /// A promise to an order was taken back.
  @EventName("inventory.stock-released")
  record StockReleased(Sku sku, OrderId orderId, int units, StockLevel level)
      implements StockItemEvent {}

  /// Promised units left the house.
  @EventName("inventory.stock-shipped")
  record StockShipped(Sku sku, OrderId orderId, int units, StockLevel level)
      implements StockItemEvent {}

  /// The units promised were set right: they had not been the sum of the live reservations. Found
  /// by the auditor, done by an operator; in a healthy shop it never happens.
  ///
  /// @param delta units promised more (positive) or fewer (negative), never 0
  /// @param reason what the auditor had found
  @EventName("inventory.stock-reserved-corrected")
  record StockReservedCorrected(Sku sku, int delta, String reason, StockLevel level)
      implements StockItemEvent {}
}
