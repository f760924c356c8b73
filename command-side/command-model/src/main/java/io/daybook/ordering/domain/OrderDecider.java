package io.daybook.ordering.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelLines;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.command.OrderingRejection.CreditExceedsPaid;
import io.daybook.ordering.command.OrderingRejection.CreditNoteAlreadyIssued;
import io.daybook.ordering.command.OrderingRejection.OrderAlreadyPlaced;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.command.OrderingRejection.OrderStateForbids;
import io.daybook.ordering.command.OrderingRejection.OrderUnknown;
import io.daybook.ordering.domain.Order.Status;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import java.util.Locale;

/// The rules of one order. Total 0 is an order like any other.
///
/// A process that asks for an end which the order has already reached hears *nothing to do*; one
/// that asks for another end is refused and told where the order stands.
public final class OrderDecider implements Decider<OrderCommand, Order, OrderEvent> {

  @Override
  public Order initial() {
    return Order.NONE;
  }

  @Override
  public Decision<OrderEvent> decide(OrderCommand command, Order order) {
    return switch (command) {
      case PlaceOrder c when order.is(Status.UNKNOWN) -> place(c);
      case PlaceOrder c when isSame(c, order.content()) -> nothing();
      case PlaceOrder c -> reject(new OrderAlreadyPlaced(c.orderId()));

      case OrderCommand c when order.is(Status.UNKNOWN) -> reject(new OrderUnknown(c.orderId()));

      case ConfirmOrder _ when order.is(Status.CONFIRMED) || order.is(Status.SHIPPED) -> nothing();
      case ConfirmOrder(var id) when order.is(Status.PLACED) -> accept(new OrderConfirmed(id));
      case ConfirmOrder c -> reject(forbids(order, c, "confirm"));

      case RejectOrder _ when order.is(Status.REJECTED) -> nothing();
      case RejectOrder(var id, var reason) when order.is(Status.PLACED) ->
          accept(new OrderRejected(id, reason));
      case RejectOrder c -> reject(forbids(order, c, "reject"));

      case CancelOrder(_, var reason) when order.wasCancelledFor(reason) -> nothing();
      case CancelOrder(var id, var reason)
          when order.is(Status.PLACED) || order.is(Status.CONFIRMED) ->
          accept(
              new OrderCancelled(id, reason, order.is(Status.CONFIRMED), order.content().total()));
      case CancelOrder c -> reject(forbids(order, c, "cancel"));

      case CancelLines c when !order.is(Status.CONFIRMED) ->
          reject(forbids(order, c, "cancel lines of"));
      case CancelLines c -> Returns.cancel(c, order);

      case ShipOrder _ when order.is(Status.SHIPPED) -> nothing();
      case ShipOrder(var id) when order.is(Status.CONFIRMED) -> accept(new OrderShipped(id));
      case ShipOrder c -> reject(forbids(order, c, "ship"));

      case AcceptReturn c when order.accepted(c.returnId()) -> nothing();
      case AcceptReturn c when !order.is(Status.SHIPPED) -> reject(forbids(order, c, "take back"));
      case AcceptReturn c -> Returns.accept(c, order);

      case IssueCreditNote c when order.issued(credited(c)) -> nothing();
      case IssueCreditNote c when order.issued(c.creditNoteId()) ->
          reject(new CreditNoteAlreadyIssued(c.creditNoteId()));
      case IssueCreditNote c when !order.is(Status.CONFIRMED) && !order.is(Status.SHIPPED) ->
          reject(forbids(order, c, "credit"));
      case IssueCreditNote(var id, _, var amount, _)
          when !amount.isPositive() || !amount.isWithin(order.creditable()) ->
          reject(new CreditExceedsPaid(id, amount, order.creditable()));
      case IssueCreditNote c -> accept(credited(c));
    };
  }

  @Override
  public Order evolve(Order order, OrderEvent event) {
    return switch (event) {
      case OrderPlaced placed -> order.placedAs(placed);
      case OrderConfirmed _ -> order.now(Status.CONFIRMED);
      case OrderRejected _ -> order.now(Status.REJECTED);
      case OrderCancelled(_, var reason, _, _) -> order.cancelledFor(reason);
      case LinesCancelled lines -> order.with(lines);
      case OrderShipped _ -> order.now(Status.SHIPPED);
      case GoodsReturned goods -> order.with(goods);
      case OrderCredited credit -> order.with(credit);
    };
  }

  private static Decision<OrderEvent> place(PlaceOrder c) {
    return Lines.brokenRule(c.lines())
        .<Decision<OrderEvent>>map(rule -> reject(new OrderLinesInvalid(c.orderId().value(), rule)))
        .orElseGet(() -> accept(placed(c)));
  }

  private static boolean isSame(PlaceOrder command, OrderPlaced before) {
    return command.lines().equals(before.lines()) && placed(command).equals(before);
  }

  private static OrderPlaced placed(PlaceOrder c) {
    return new OrderPlaced(
        c.orderId(),
        c.customerId(),
        c.channel(),
        c.country(),
        c.lines(),
        Lines.total(c.lines()),
        c.paymentToken(),
        c.placedAt());
  }

  private static OrderCredited credited(IssueCreditNote c) {
    return new OrderCredited(c.orderId(), c.creditNoteId(), c.amount(), c.reason());
  }

  private static OrderStateForbids forbids(Order order, OrderCommand command, String wish) {
    String state = order.status().name().toLowerCase(Locale.ROOT);
    return new OrderStateForbids(command.orderId(), state, wish);
  }
}
