package io.daybook.checkout.process;

import static io.daybook.checkout.process.Shop.CART;
import static io.daybook.checkout.process.Shop.MUG;
import static io.daybook.checkout.process.Shop.NOON;
import static io.daybook.checkout.process.Shop.ORDER;
import static io.daybook.checkout.process.Shop.cancelled;
import static io.daybook.checkout.process.Shop.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cart.event.CartEvent.CartAbandoned;
import io.daybook.cart.event.CartEvent.CartLineRemoved;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.checkout.process.CartIdleness.NoMore;
import io.daybook.checkout.process.CartIdleness.Until;
import io.daybook.inventory.command.InventoryRejection.NothingReserved;
import io.daybook.inventory.command.ReservationCommand.ReduceReservation;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.ReturnId;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderingRejection.OrderStateForbids;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.ReturnedLine;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RefundPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AftercarePolicySpec {

  @Test
  void promised_goods_leave_the_house_with_their_order() {
    assertThat(AftercarePolicy.react(new OrderShipped(ORDER)))
        .containsExactly(new ShipReservation(ORDER));
  }

  @Test
  void a_confirmed_order_that_is_cancelled_gives_back_its_money_then_its_stock() {
    assertThat(AftercarePolicy.react(cancelled(true)))
        .containsExactly(
            new VoidPayment(ORDER), new ReleaseReservation(ORDER, ReleaseReason.ORDER_CANCELLED));
    assertThat(AftercarePolicy.react(new OrderCancelled(ORDER, "", true, pounds(0))))
        .containsExactly(new ReleaseReservation(ORDER, ReleaseReason.ORDER_CANCELLED));
  }

  @Test
  void an_order_cancelled_before_it_was_confirmed_is_left_to_its_checkout() {
    assertThat(AftercarePolicy.react(cancelled(false))).isEmpty();
  }

  @Test
  void returned_goods_bring_back_money_once_per_return_and_stand_on_the_shelf_again() {
    var returned =
        new GoodsReturned(
            ORDER, new ReturnId("r-1"), List.of(new ReturnedLine(MUG, 2)), pounds(500), "chipped");

    assertThat(AftercarePolicy.react(returned))
        .containsExactly(
            new CapturePayment(ORDER),
            new RefundPayment(ORDER, RefundId.of("return", new ReturnId("r-1")), pounds(500)),
            new AdjustStock(MUG, 2, "returned with o-1"));
  }

  @Test
  void units_called_off_bring_back_money_and_are_not_promised_any_more() {
    var off =
        new LinesCancelled(ORDER, 2, List.of(new ReturnedLine(MUG, 1)), pounds(250), "enough");

    assertThat(AftercarePolicy.react(off))
        .containsExactly(
            new CapturePayment(ORDER),
            new RefundPayment(ORDER, RefundId.of("cancellation-2", ORDER), pounds(250)),
            new ReduceReservation(ORDER, 2, List.of(new ReservedLine(MUG, 1))));
  }

  @Test
  void a_credit_brings_back_money() {
    assertThat(
            AftercarePolicy.react(
                new OrderCredited(ORDER, new CreditNoteId("n-1"), pounds(100), "late")))
        .containsExactly(
            new CapturePayment(ORDER),
            new RefundPayment(ORDER, RefundId.of("credit", new CreditNoteId("n-1")), pounds(100)));
  }

  @Test
  void what_cost_nothing_brings_back_nothing() {
    var returned =
        new GoodsReturned(
            ORDER, new ReturnId("r-1"), List.of(new ReturnedLine(MUG, 2)), pounds(0), "");

    assertThat(AftercarePolicy.react(returned))
        .containsExactly(new AdjustStock(MUG, 2, "returned with o-1"));
  }

  @Test
  void other_events_call_for_nothing() {
    assertThat(AftercarePolicy.react(new OrderConfirmed(ORDER))).isEmpty();
  }

  @Test
  void a_cart_is_waited_for_as_often_as_it_is_touched() {
    var idleness = new CartIdleness(Duration.ofDays(30));

    assertThat(idleness.after(new CartOpened(CART, null, Currency.GBP), 1, NOON))
        .isEqualTo(new Until(CART, 1, NOON.plus(Duration.ofDays(30))));
    assertThat(idleness.after(new CartLineRemoved(CART, MUG), 7, NOON))
        .isEqualTo(new Until(CART, 7, NOON.plus(Duration.ofDays(30))));
    assertThat(idleness.after(new CartAbandoned(CART), 8, NOON)).isEqualTo(new NoMore(CART));
    assertThat(idleness.after(Shop.checkedOut(), 8, NOON)).isEqualTo(new NoMore(CART));
  }

  @Test
  void only_some_refusals_are_foreseen() {
    assertThat(
            new Refusal(
                    new ConfirmOrder(ORDER), new OrderStateForbids(ORDER, "cancelled", "confirm"))
                .isForeseen())
        .isTrue();
    assertThat(new Refusal(new ShipReservation(ORDER), new NothingReserved(ORDER)).isForeseen())
        .isTrue();
    assertThat(new Refusal(new VoidPayment(ORDER), new NothingReserved(ORDER)).isForeseen())
        .isFalse();
  }
}
