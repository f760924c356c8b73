package io.daybook.checkout.process;

import static io.daybook.checkout.process.Step.go;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.checkout.process.CheckoutState.Capturing;
import io.daybook.checkout.process.CheckoutState.Confirming;
import io.daybook.checkout.process.CheckoutState.NotStarted;
import io.daybook.checkout.process.CheckoutState.Over;
import io.daybook.checkout.process.CheckoutState.Paying;
import io.daybook.checkout.process.CheckoutState.Placing;
import io.daybook.checkout.process.CheckoutState.Rejecting;
import io.daybook.checkout.process.CheckoutState.Reserving;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentDeclined;
import java.time.Instant;
import java.util.Set;

/// From a wish to buy to an order that is confirmed and paid, or to nothing at all.
///
/// Its life: the order is placed, its stock promised, its money held; then it is confirmed and the
/// money taken. Whoever wants to end it, a shopper, a timeout or the process itself, asks *the
/// order* first, and what the order says (`OrderConfirmed`, `OrderRejected`, `OrderCancelled`)
/// decides for everybody. So a timeout and a payment at the same instant, or a crash between
/// sending and remembering, can't lead to both ends. What was asked for is undone in reverse when
/// the order has said that it is off. Stateless and safe for all threads.
public final class CheckoutProcess {

  /// The events that have a row of their own below; all others change nothing.
  public static final Set<Class<? extends DomainEvent>> HEARS =
      Set.of(
          CartCheckedOut.class,
          OrderPlaced.class,
          OrderConfirmed.class,
          OrderRejected.class,
          OrderCancelled.class,
          ReservationMade.class,
          ReservationDeclined.class,
          PaymentAuthorized.class,
          PaymentDeclined.class,
          PaymentCaptured.class);

  private final CheckoutLimits limits;

  public CheckoutProcess(CheckoutLimits limits) {
    this.limits = limits;
  }

  /// What follows when `event` is heard.
  ///
  /// @param at when it happened
  public Step step(CheckoutState state, DomainEvent event, Instant at) {
    return switch (new At(state, event)) {
      case At(NotStarted _, CartCheckedOut cart) -> go(new Placing()).ask(Orders.of(cart, at));
      case At(NotStarted _, OrderPlaced order) -> begin(order);
      case At(Placing _, OrderPlaced order) -> begin(order);

      case At(Reserving(var t), ReservationMade _) -> pay(t);
      case At(Reserving(var t), ReservationDeclined _) -> reject(t, RejectReason.OUT_OF_STOCK);

      case At(Paying(var t), PaymentAuthorized _) -> confirm(t);
      case At(Paying(var t), PaymentDeclined _) ->
          go(new Over())
              .askIf(t.goods(), release(t, ReleaseReason.ORDER_REJECTED))
              .ask(new RejectOrder(t.orderId(), RejectReason.PAYMENT_DECLINED));

      case At(Paying(var t), OrderConfirmed _) -> capture(t);
      case At(Confirming(var t), OrderConfirmed _) -> capture(t);
      case At(Rejecting(var t, _), OrderConfirmed _) -> capture(t);
      case At(Capturing _, PaymentCaptured _) -> go(new Over());

      case At(Paying(var t), OrderRejected _) -> undo(t, ReleaseReason.ORDER_REJECTED);
      case At(Confirming(var t), OrderRejected _) -> undo(t, ReleaseReason.ORDER_REJECTED);
      case At(Rejecting(var t, var reason), OrderRejected _) -> undo(t, reason);

      case At(Reserving(var t), OrderCancelled _) ->
          go(new Over()).ask(release(t, ReleaseReason.ORDER_CANCELLED));
      case At(Paying(var t), OrderCancelled _) -> undo(t, ReleaseReason.ORDER_CANCELLED);
      case At(Confirming(var t), OrderCancelled _) -> undo(t, ReleaseReason.ORDER_CANCELLED);
      case At(Rejecting(var t, _), OrderCancelled _) -> undo(t, ReleaseReason.ORDER_CANCELLED);
      case At(Capturing(var t), OrderCancelled _) -> undo(t, ReleaseReason.ORDER_CANCELLED);

      // Late, repeated or foreign: the state has already decided.
      case At(var same, _) -> go(same);
    };
  }

  /// What follows when time is up. Only a payment that is waited for can be late.
  public Step step(CheckoutState state, CheckoutTimedOut timeout) {
    return switch (state) {
      case Paying(var t) ->
          go(new Rejecting(
                  t,
                  switch (timeout.limit()) {
                    case PAYMENT -> ReleaseReason.ORDER_REJECTED;
                    case RESERVATION -> ReleaseReason.EXPIRED;
                  }))
              .ask(new RejectOrder(t.orderId(), RejectReason.PAYMENT_TIMED_OUT));
      case CheckoutState same -> go(same);
    };
  }

  /// What follows when `command` was refused. Mostly nothing: what forbids it is an event of the
  /// order, and that event is on its way. Only where none will come the checkout ends here; a
  /// payment that can't be asked for ends by its limit.
  public Step refused(CheckoutState state, Command command) {
    return switch (state) {
      case Placing _ when command instanceof PlaceOrder -> go(new Over());
      case Reserving(var t) when command instanceof ReserveStock ->
          reject(t, RejectReason.OUT_OF_STOCK);
      case CheckoutState same -> go(same);
    };
  }

  private Step begin(OrderPlaced order) {
    Terms terms = Orders.termsOf(order);
    return terms.goods()
        ? go(new Reserving(terms)).ask(new ReserveStock(order.orderId(), Orders.goodsOf(order)))
        : pay(terms);
  }

  private Step pay(Terms t) {
    return t.total().isZero()
        ? confirm(t)
        : go(new Paying(t))
            .ask(new RequestPayment(t.orderId(), t.total(), t.paymentToken()))
            .until(limits.whilePaying(t));
  }

  private static Step confirm(Terms t) {
    return go(new Confirming(t)).ask(new ConfirmOrder(t.orderId()));
  }

  private static Step capture(Terms t) {
    return t.total().isZero()
        ? go(new Over())
        : go(new Capturing(t)).ask(new CapturePayment(t.orderId()));
  }

  private static Step reject(Terms t, RejectReason reason) {
    return go(new Over()).ask(new RejectOrder(t.orderId(), reason));
  }

  private static Step undo(Terms t, ReleaseReason reason) {
    return go(new Over())
        .askIf(!t.total().isZero(), new VoidPayment(t.orderId()))
        .askIf(t.goods(), release(t, reason));
  }

  private static ReleaseReservation release(Terms t, ReleaseReason reason) {
    return new ReleaseReservation(t.orderId(), reason);
  }

  private record At(CheckoutState state, DomainEvent event) {}
}
