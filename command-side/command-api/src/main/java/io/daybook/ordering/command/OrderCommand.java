package io.daybook.ordering.command;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.command.Repeatable;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.ReturnedLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can be asked of one order.
public sealed interface OrderCommand extends Command {

  OrderId orderId();

  @Override
  default StreamId stream() {
    return StreamId.of(OrderEvent.STREAM_TYPE, orderId());
  }

  /// Place it.
  ///
  /// @param customerId null for a guest
  /// @param lines 1 to 1,000, numbered from 1, all in one currency
  record PlaceOrder(
      OrderId orderId,
      @Nullable CustomerId customerId,
      Channel channel,
      String country,
      List<OrderLine> lines,
      String paymentToken,
      Instant placedAt)
      implements OrderCommand, Repeatable {}

  record ConfirmOrder(OrderId orderId) implements OrderCommand, Repeatable {}

  record RejectOrder(OrderId orderId, RejectReason reason) implements OrderCommand, Repeatable {}

  /// Call it off, at any moment before the goods leave the house.
  record CancelOrder(OrderId orderId, String reason) implements OrderCommand {}

  /// Call some units of a confirmed order off before they leave the house; never all of the goods.
  record CancelLines(OrderId orderId, List<ReturnedLine> lines, String reason)
      implements OrderCommand {}

  /// The goods leave the house.
  record ShipOrder(OrderId orderId) implements OrderCommand {}

  /// Take goods back after they left; never more than were shipped.
  record AcceptReturn(OrderId orderId, ReturnId returnId, List<ReturnedLine> lines, String reason)
      implements OrderCommand {}

  /// Owe part of the price back without goods coming back; never more than was paid.
  record IssueCreditNote(OrderId orderId, CreditNoteId creditNoteId, Money amount, String reason)
      implements OrderCommand {}
}
