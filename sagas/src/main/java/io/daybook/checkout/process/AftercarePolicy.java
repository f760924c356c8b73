package io.daybook.checkout.process;

import io.daybook.inventory.command.ReservationCommand.ReduceReservation;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RefundPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What follows for stock and money from what happens to a confirmed order. It remembers nothing,
/// so it doesn't know whether the checkout is still running; where both undo, they find each
/// other's work done.
public final class AftercarePolicy {

  /// The events that [#react] answers.
  public static final Set<Class<? extends DomainEvent>> HEARS =
      Set.of(
          OrderShipped.class,
          OrderCancelled.class,
          LinesCancelled.class,
          GoodsReturned.class,
          OrderCredited.class);

  private AftercarePolicy() {}

  /// The commands that `event` calls for, in the order in which to send them.
  public static List<Command> react(DomainEvent event) {
    return switch (event) {
      case OrderShipped(var id) -> List.of(new ShipReservation(id));
      case OrderCancelled(_, _, var confirmed, _) when !confirmed -> List.of();
      case OrderCancelled(var id, _, _, var total) when total.isZero() -> List.of(released(id));
      case OrderCancelled(var id, _, _, _) -> List.of(new VoidPayment(id), released(id));
      case LinesCancelled lines -> callOff(lines);
      case GoodsReturned goods -> takeBack(goods);
      case OrderCredited(var id, var note, var amount, _) ->
          refund(id, RefundId.of("credit", note), amount);
      default -> List.of();
    };
  }

  private static List<Command> callOff(LinesCancelled off) {
    String what = "cancellation-%d".formatted(off.number());
    List<Command> commands =
        new ArrayList<>(refund(off.orderId(), RefundId.of(what, off.orderId()), off.refund()));
    List<ReservedLine> lines =
        off.lines().stream().map(it -> new ReservedLine(it.sku(), it.units())).toList();
    commands.add(new ReduceReservation(off.orderId(), off.number(), lines));
    return commands;
  }

  private static List<Command> takeBack(GoodsReturned goods) {
    List<Command> commands =
        new ArrayList<>(
            refund(goods.orderId(), RefundId.of("return", goods.returnId()), goods.refund()));
    String reason = "returned with " + goods.orderId();
    goods.lines().forEach(it -> commands.add(new AdjustStock(it.sku(), it.units(), reason)));
    return commands;
  }

  /// A confirmed order may owe money back before its checkout came to take any; only what was taken
  /// goes back in part, so it is taken first.
  private static List<Command> refund(OrderId id, RefundId refundId, Money amount) {
    return amount.isPositive()
        ? List.of(new CapturePayment(id), new RefundPayment(id, refundId, amount))
        : List.of();
  }

  private static ReleaseReservation released(OrderId id) {
    return new ReleaseReservation(id, ReleaseReason.ORDER_CANCELLED);
  }
}
