package io.daybook.inventory.command;

import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Repeatable;
import java.util.List;

/// Everything that can be asked of the one reservation of an order. Decided over the reservation
/// and the stock items of all its lines at once, and appended in one piece.
public sealed interface ReservationCommand extends Repeatable {

  OrderId orderId();

  @Override
  default StreamId stream() {
    return StreamId.of(ReservationEvent.STREAM_TYPE, orderId());
  }

  /// Promise all lines or none. Too little stock is an answer (`ReservationDeclined`), no refusal.
  ///
  /// @param lines 1 to 1,000; a sku stands in them once
  record ReserveStock(OrderId orderId, List<ReservedLine> lines) implements ReservationCommand {}

  /// Take the promise back, or see to it that none will be made.
  record ReleaseReservation(OrderId orderId, ReleaseReason reason) implements ReservationCommand {}

  /// Take part of the promise back.
  ///
  /// @param number of such reductions of this reservation, from 1; each is done once
  record ReduceReservation(OrderId orderId, int number, List<ReservedLine> lines)
      implements ReservationCommand {}

  /// The promised goods leave the house.
  record ShipReservation(OrderId orderId) implements ReservationCommand {}
}
