package io.daybook.inventory.event;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.StreamId;
import java.util.List;

/// Everything that can have happened to the one reservation of an order.
public sealed interface ReservationEvent extends DomainEvent {

  /// The stream type of reservations.
  String STREAM_TYPE = "reservation";

  OrderId orderId();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, orderId());
  }

  /// All lines are promised; written in one append with a [StockItemEvent.StockReserved] per sku.
  ///
  /// @param lines in sku order
  @EventName("inventory.reservation-made")
  record ReservationMade(OrderId orderId, List<ReservedLine> lines) implements ReservationEvent {}

  /// Nothing is promised, since at least one sku is short.
  ///
  /// @param shortages every sku that is short, in sku order; empty when the reservation had been
  ///   released before it was asked for
  @EventName("inventory.reservation-declined")
  record ReservationDeclined(OrderId orderId, List<Shortage> shortages)
      implements ReservationEvent {}

  /// The promise is taken back.
  ///
  /// @param lines what had been promised; empty when nothing had been
  @EventName("inventory.reservation-released")
  record ReservationReleased(OrderId orderId, ReleaseReason reason, List<ReservedLine> lines)
      implements ReservationEvent {}

  /// Part of the promise is taken back; the rest stays.
  ///
  /// @param number of such reductions of this reservation, from 1
  /// @param lines what is not promised any more, in sku order
  @EventName("inventory.reservation-reduced")
  record ReservationReduced(OrderId orderId, int number, List<ReservedLine> lines)
      implements ReservationEvent {}

  /// The promised goods left the house.
  @EventName("inventory.reservation-shipped")
  record ReservationShipped(OrderId orderId, List<ReservedLine> lines)
      implements ReservationEvent {}

  /// Why a promise was taken back.
  enum ReleaseReason {
    ORDER_REJECTED,
    ORDER_CANCELLED,
    EXPIRED
  }
}
