package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelLines;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.domain.Order.Status;
import io.daybook.ordering.event.ReturnedLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A shopper who wants something else, at every moment of an order's life: five mugs of ten, 100
/// pence each. The rules are the real ones; money and stock are counted when all has settled.
class ChangeOfMindSpec {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    // moment, wish, accepted, order in the end, pence kept, on hand, promised
    "PLACED,             CANCEL,      true,  CANCELLED, 0,   10, 0",
    "RESERVED,           CANCEL,      true,  CANCELLED, 0,   10, 0",
    "PAYMENT_REQUESTED,  CANCEL,      true,  CANCELLED, 0,   10, 0",
    "HELD_BY_PROVIDER,   CANCEL,      true,  CANCELLED, 0,   10, 0",
    "AUTHORIZED,         CANCEL,      true,  CANCELLED, 0,   10, 0",
    "CONFIRMED,          CANCEL,      true,  CANCELLED, 0,   10, 0",
    "CAPTURING,          CANCEL,      true,  CANCELLED, 0,   10, 0",
    "TAKEN_BY_PROVIDER,  CANCEL,      true,  CANCELLED, 0,   10, 0",
    "CAPTURED,           CANCEL,      true,  CANCELLED, 0,   10, 0",
    "PARTLY_CREDITED,    CANCEL,      true,  CANCELLED, 0,   10, 0",
    "SHIPPED,            CANCEL,      false, SHIPPED,   500, 5,  0",
    "PARTLY_RETURNED,    CANCEL,      false, SHIPPED,   400, 6,  0",
    "PLACED,             CANCEL_TWO,  false, CONFIRMED, 500, 10, 5",
    "HELD_BY_PROVIDER,   CANCEL_TWO,  false, CONFIRMED, 500, 10, 5",
    "AUTHORIZED,         CANCEL_TWO,  false, CONFIRMED, 500, 10, 5",
    "CONFIRMED,          CANCEL_TWO,  true,  CONFIRMED, 300, 10, 3",
    "CAPTURING,          CANCEL_TWO,  true,  CONFIRMED, 300, 10, 3",
    "TAKEN_BY_PROVIDER,  CANCEL_TWO,  true,  CONFIRMED, 300, 10, 3",
    "CAPTURED,           CANCEL_TWO,  true,  CONFIRMED, 300, 10, 3",
    "PARTLY_CREDITED,    CANCEL_TWO,  true,  CONFIRMED, 270, 10, 3",
    "SHIPPED,            CANCEL_TWO,  false, SHIPPED,   500, 5,  0",
    "PARTLY_RETURNED,    CANCEL_TWO,  false, SHIPPED,   400, 6,  0",
    "CAPTURED,           CANCEL_FIVE, false, CONFIRMED, 500, 10, 5",
    "PLACED,             RETURN_TWO,  false, CONFIRMED, 500, 10, 5",
    "AUTHORIZED,         RETURN_TWO,  false, CONFIRMED, 500, 10, 5",
    "CAPTURED,           RETURN_TWO,  false, CONFIRMED, 500, 10, 5",
    "SHIPPED,            RETURN_TWO,  true,  SHIPPED,   300, 7,  0",
    "PARTLY_RETURNED,    RETURN_TWO,  true,  SHIPPED,   200, 8,  0",
    "SHIPPED,            RETURN_FIVE, true,  SHIPPED,   0,   10, 0",
    "PARTLY_RETURNED,    RETURN_FIVE, false, SHIPPED,   400, 6,  0",
    "PLACED,             CREDIT,      false, CONFIRMED, 500, 10, 5",
    "AUTHORIZED,         CREDIT,      false, CONFIRMED, 500, 10, 5",
    "CONFIRMED,          CREDIT,      true,  CONFIRMED, 470, 10, 5",
    "CAPTURING,          CREDIT,      true,  CONFIRMED, 470, 10, 5",
    "TAKEN_BY_PROVIDER,  CREDIT,      true,  CONFIRMED, 470, 10, 5",
    "CAPTURED,           CREDIT,      true,  CONFIRMED, 470, 10, 5",
    "PARTLY_CREDITED,    CREDIT,      true,  CONFIRMED, 440, 10, 5",
    "SHIPPED,            CREDIT,      true,  SHIPPED,   470, 5,  0",
    "PARTLY_RETURNED,    CREDIT,      true,  SHIPPED,   370, 6,  0",
  })
  void money_and_stock_follow_a_change_of_mind_at_every_moment(
      Moment moment,
      String wish,
      boolean accepted,
      Status end,
      long kept,
      long onHand,
      long promised) {
    OneOrder order = OneOrder.at(moment);

    assertThat(order.shop.ask(command(wish)) instanceof Done).isEqualTo(accepted);
    order.settle();

    assertThat(order.shop.order(Shop.ORDER).status()).isEqualTo(end);
    assertThat(order.kept()).isEqualTo(kept);
    assertThat(order.held()).isFalse();
    assertThat(order.shop.item(Shop.MUG).level().onHand()).isEqualTo(onHand);
    assertThat(order.shop.item(Shop.MUG).level().promised()).isEqualTo(promised);
    assertThat(order.shop.mistakes).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_reservation_expires_once_or_not_at_all_also_when_the_payment_succeeds_at_that_instant(
      Moment moment) {
    OneOrder order = OneOrder.at(moment);

    order.timeIsUp();
    order.timeIsUp();
    order.settle();
    order.timeIsUp();
    order.settle();

    boolean late =
        moment.compareTo(Moment.PAYMENT_REQUESTED) >= 0 && moment.compareTo(Moment.AUTHORIZED) <= 0;
    assertThat(order.shop.log)
        .filteredOn(ReservationReleased.class::isInstance)
        .hasSize(late ? 1 : 0)
        .allMatch(it -> ((ReservationReleased) it).reason() == ReleaseReason.EXPIRED);
    assertThat(order.shop.order(Shop.ORDER).status() == Status.REJECTED).isEqualTo(late);
    assertThat(order.held()).isFalse();
    if (late) {
      assertThat(order.kept()).isZero();
      assertThat(order.shop.item(Shop.MUG).level().available()).isEqualTo(10);
    }
  }

  private static OrderCommand command(String wish) {
    return switch (wish) {
      case "CANCEL" -> new CancelOrder(Shop.ORDER, "changed my mind");
      case "CANCEL_TWO" -> off(2);
      case "CANCEL_FIVE" -> off(5);
      case "RETURN_TWO" -> back(2);
      case "RETURN_FIVE" -> back(5);
      default ->
          new IssueCreditNote(Shop.ORDER, new CreditNoteId("later"), Shop.pounds(30), "sorry");
    };
  }

  @Test
  void what_was_called_off_in_part_neither_ships_nor_comes_back_and_the_rest_may_be_cancelled() {
    OneOrder shipped = OneOrder.at(Moment.CAPTURED);
    shipped.shop.ask(off(2));
    shipped.shop.ask(new ShipOrder(Shop.ORDER));
    shipped.settle();
    assertThat(shipped.shop.item(Shop.MUG).level()).isEqualTo(new StockLevel(7, 0));
    assertThat(shipped.shop.ask(back(4))).isInstanceOf(Refused.class);
    shipped.shop.ask(back(3));
    shipped.settle();
    assertThat(shipped.kept()).isZero();
    assertThat(shipped.shop.item(Shop.MUG).level()).isEqualTo(new StockLevel(10, 0));

    OneOrder cancelled = OneOrder.at(Moment.CAPTURED);
    cancelled.shop.ask(off(2));
    cancelled.shop.ask(off(1));
    cancelled.shop.ask(command("CANCEL"));
    cancelled.settle();
    assertThat(cancelled.kept()).isZero();
    assertThat(cancelled.shop.item(Shop.MUG).level()).isEqualTo(new StockLevel(10, 0));
    assertThat(cancelled.shop.mistakes).isEmpty();
  }

  private static OrderCommand off(int units) {
    return new CancelLines(Shop.ORDER, List.of(new ReturnedLine(Shop.MUG, units)), "enough");
  }

  private static OrderCommand back(int units) {
    return new AcceptReturn(
        Shop.ORDER, new ReturnId("later"), List.of(new ReturnedLine(Shop.MUG, units)), "no");
  }
}
