package io.daybook.checkout.process;

import static io.daybook.checkout.process.Shop.LIMITS;
import static io.daybook.checkout.process.Shop.MUG;
import static io.daybook.checkout.process.Shop.NOON;
import static io.daybook.checkout.process.Shop.ORDER;
import static io.daybook.checkout.process.Shop.TEA;
import static io.daybook.checkout.process.Shop.authorized;
import static io.daybook.checkout.process.Shop.cancelled;
import static io.daybook.checkout.process.Shop.checkedOut;
import static io.daybook.checkout.process.Shop.goods;
import static io.daybook.checkout.process.Shop.placed;
import static io.daybook.checkout.process.Shop.pounds;
import static io.daybook.checkout.process.Shop.reserved;
import static io.daybook.checkout.process.Shop.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.checkout.process.CheckoutState.Capturing;
import io.daybook.checkout.process.CheckoutState.Confirming;
import io.daybook.checkout.process.CheckoutState.NotStarted;
import io.daybook.checkout.process.CheckoutState.Over;
import io.daybook.checkout.process.CheckoutState.Paying;
import io.daybook.checkout.process.CheckoutState.Placing;
import io.daybook.checkout.process.CheckoutState.Rejecting;
import io.daybook.checkout.process.CheckoutState.Reserving;
import io.daybook.checkout.process.Effect.Ask;
import io.daybook.checkout.process.Effect.Within;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.DomainEvent;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentDeclined;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckoutProcessSpec {

  private static final Terms TERMS = new Terms(ORDER, true, pounds(500), "card");
  private static final Terms SERVICES = new Terms(ORDER, false, pounds(500), "card");
  private static final Terms FREE = new Terms(ORDER, true, pounds(0), "card");

  private final CheckoutProcess process = new CheckoutProcess(LIMITS);

  @Test
  void a_cart_that_was_checked_out_becomes_an_order_with_the_prices_the_shopper_saw() {
    assertThat(hear(new NotStarted(), checkedOut()))
        .isEqualTo(
            Step.go(new Placing())
                .ask(
                    new PlaceOrder(
                        ORDER,
                        Shop.CUSTOMER,
                        Channel.SHOP,
                        "France",
                        List.of(new OrderLine(1, LineKind.GOODS, MUG, "A mug", 2, pounds(250))),
                        "card",
                        NOON)));
  }

  @Test
  void a_placed_order_asks_for_its_stock_once_per_sku_and_not_for_services() {
    var order =
        placed(goods(1, TEA, 1, 100), goods(2, MUG, 2, 100), service(3, 0), goods(4, TEA, 2, 100));

    Step step = hear(new Placing(), order);

    assertThat(step.effects())
        .containsExactly(
            new Ask(
                new ReserveStock(
                    ORDER, List.of(new ReservedLine(MUG, 2), new ReservedLine(TEA, 3)))));
    assertThat(step.next()).isEqualTo(new Reserving(new Terms(ORDER, true, pounds(500), "card")));
  }

  @Test
  void an_order_of_a_trusted_channel_starts_without_a_cart() {
    assertThat(hear(new NotStarted(), placed(goods(1, MUG, 2, 250))).next())
        .isEqualTo(new Reserving(TERMS));
  }

  @Test
  void services_alone_go_straight_to_payment() {
    assertThat(hear(new NotStarted(), placed(service(1, 500))))
        .isEqualTo(
            Step.go(new Paying(SERVICES))
                .ask(new RequestPayment(ORDER, pounds(500), "card"))
                .until(new Within(Duration.ofMinutes(15), Limit.PAYMENT)));
  }

  @Test
  void services_for_nothing_are_confirmed_at_once() {
    assertThat(hear(new NotStarted(), placed(service(1, 0))).effects())
        .containsExactly(new Ask(new ConfirmOrder(ORDER)));
  }

  @Test
  void promised_stock_is_paid_for_within_the_limit() {
    assertThat(hear(new Reserving(TERMS), reserved()))
        .isEqualTo(
            Step.go(new Paying(TERMS))
                .ask(new RequestPayment(ORDER, pounds(500), "card"))
                .until(new Within(Duration.ofMinutes(15), Limit.PAYMENT)));
  }

  @Test
  void a_reservation_that_ends_sooner_than_the_payment_sets_the_limit() {
    var hasty = new CheckoutProcess(new CheckoutLimits(Duration.ofHours(1), Duration.ofMinutes(1)));

    assertThat(hasty.step(new Reserving(TERMS), reserved(), NOON).effects())
        .contains(new Within(Duration.ofMinutes(1), Limit.RESERVATION));
    assertThat(hasty.step(new NotStarted(), placed(service(1, 500)), NOON).effects())
        .contains(new Within(Duration.ofHours(1), Limit.PAYMENT));
  }

  @Test
  void nothing_to_pay_is_confirmed_as_soon_as_stock_is_promised() {
    assertThat(hear(new Reserving(FREE), reserved()))
        .isEqualTo(Step.go(new Confirming(FREE)).ask(new ConfirmOrder(ORDER)));
    assertThat(hear(new Confirming(FREE), new OrderConfirmed(ORDER))).isEqualTo(over());
  }

  @Test
  void too_little_stock_rejects_the_order() {
    assertThat(hear(new Reserving(TERMS), new ReservationDeclined(ORDER, List.of())))
        .isEqualTo(over().ask(new RejectOrder(ORDER, RejectReason.OUT_OF_STOCK)));
  }

  @Test
  void held_money_confirms_the_order_and_only_a_confirmed_order_is_captured() {
    assertThat(hear(new Paying(TERMS), authorized()))
        .isEqualTo(Step.go(new Confirming(TERMS)).ask(new ConfirmOrder(ORDER)));
    assertThat(hear(new Confirming(TERMS), new OrderConfirmed(ORDER)))
        .isEqualTo(Step.go(new Capturing(TERMS)).ask(new CapturePayment(ORDER)));
    assertThat(hear(new Capturing(TERMS), new PaymentCaptured(ORDER, pounds(500))))
        .isEqualTo(over());
  }

  @Test
  void a_declined_payment_releases_the_stock_and_rejects_the_order() {
    assertThat(hear(new Paying(TERMS), new PaymentDeclined(ORDER, "no funds")))
        .isEqualTo(
            over()
                .ask(new ReleaseReservation(ORDER, ReleaseReason.ORDER_REJECTED))
                .ask(new RejectOrder(ORDER, RejectReason.PAYMENT_DECLINED)));
    assertThat(hear(new Paying(SERVICES), new PaymentDeclined(ORDER, "no funds")))
        .isEqualTo(over().ask(new RejectOrder(ORDER, RejectReason.PAYMENT_DECLINED)));
  }

  @Test
  void a_timeout_asks_the_order_first_and_undoes_when_it_agreed() {
    assertThat(process.step(new Paying(TERMS), new CheckoutTimedOut(ORDER, Limit.PAYMENT)))
        .isEqualTo(
            Step.go(new Rejecting(TERMS, ReleaseReason.ORDER_REJECTED))
                .ask(new RejectOrder(ORDER, RejectReason.PAYMENT_TIMED_OUT)));
    assertThat(hear(new Rejecting(TERMS, ReleaseReason.ORDER_REJECTED), rejected()))
        .isEqualTo(undone(ReleaseReason.ORDER_REJECTED));
  }

  @Test
  void a_reservation_that_ran_out_is_released_as_expired() {
    Step step = process.step(new Paying(TERMS), new CheckoutTimedOut(ORDER, Limit.RESERVATION));

    assertThat(hear(step.next(), rejected())).isEqualTo(undone(ReleaseReason.EXPIRED));
  }

  @Test
  void an_authorization_after_the_timeout_changes_nothing() {
    var rejecting = new Rejecting(TERMS, ReleaseReason.ORDER_REJECTED);

    assertThat(hear(rejecting, authorized())).isEqualTo(Step.go(rejecting));
    assertThat(hear(new Over(), authorized())).isEqualTo(over());
  }

  @ParameterizedTest
  @MethodSource("waitingForTheOrder")
  void what_the_order_says_wins_over_what_was_asked_for(CheckoutState state) {
    assertThat(hear(state, new OrderConfirmed(ORDER)))
        .isEqualTo(Step.go(new Capturing(TERMS)).ask(new CapturePayment(ORDER)));
    assertThat(hear(state, rejected())).isEqualTo(undone(ReleaseReason.ORDER_REJECTED));
    assertThat(hear(state, cancelled(false))).isEqualTo(undone(ReleaseReason.ORDER_CANCELLED));
  }

  static List<CheckoutState> waitingForTheOrder() {
    return List.of(
        new Paying(TERMS),
        new Confirming(TERMS),
        new Rejecting(TERMS, ReleaseReason.ORDER_REJECTED));
  }

  @Test
  void a_cancellation_undoes_what_was_asked_for_in_reverse() {
    assertThat(hear(new Reserving(TERMS), cancelled(false)))
        .isEqualTo(over().ask(new ReleaseReservation(ORDER, ReleaseReason.ORDER_CANCELLED)));
    assertThat(hear(new Capturing(TERMS), cancelled(true)))
        .isEqualTo(undone(ReleaseReason.ORDER_CANCELLED));
    assertThat(hear(new Paying(SERVICES), cancelled(false)))
        .isEqualTo(over().ask(new VoidPayment(ORDER)));
    assertThat(hear(new Confirming(FREE), cancelled(false)))
        .isEqualTo(over().ask(new ReleaseReservation(ORDER, ReleaseReason.ORDER_CANCELLED)));
  }

  @ParameterizedTest
  @MethodSource("notPaying")
  void only_a_payment_that_is_waited_for_can_be_late(CheckoutState state) {
    assertThat(process.step(state, new CheckoutTimedOut(ORDER, Limit.PAYMENT)))
        .isEqualTo(Step.go(state));
  }

  static List<CheckoutState> notPaying() {
    return List.of(
        new NotStarted(),
        new Placing(),
        new Reserving(TERMS),
        new Confirming(TERMS),
        new Rejecting(TERMS, ReleaseReason.EXPIRED),
        new Capturing(TERMS),
        new Over());
  }

  @ParameterizedTest
  @MethodSource("notPaying")
  void what_is_foreign_or_repeated_changes_nothing(CheckoutState state) {
    assertThat(hear(state, new OrderShipped(ORDER))).isEqualTo(Step.go(state));
  }

  @Test
  void where_no_event_will_explain_a_refusal_the_checkout_ends() {
    PlaceOrder place = new PlaceOrder(ORDER, null, Channel.SHOP, "France", List.of(), "card", NOON);
    assertThat(process.refused(new Placing(), place)).isEqualTo(over());
    assertThat(process.refused(new Reserving(TERMS), new ReserveStock(ORDER, List.of())))
        .isEqualTo(over().ask(new RejectOrder(ORDER, RejectReason.OUT_OF_STOCK)));
    assertThat(process.refused(new Confirming(TERMS), new ConfirmOrder(ORDER)))
        .isEqualTo(Step.go(new Confirming(TERMS)));
  }

  private Step hear(CheckoutState state, DomainEvent event) {
    return process.step(state, event, NOON);
  }

  private static OrderRejected rejected() {
    return new OrderRejected(ORDER, RejectReason.PAYMENT_TIMED_OUT);
  }

  private static Step over() {
    return Step.go(new Over());
  }

  private static Step undone(ReleaseReason reason) {
    return over().ask(new VoidPayment(ORDER)).ask(new ReleaseReservation(ORDER, reason));
  }
}
