package io.daybook.ordering.domain;

import static io.daybook.ordering.domain.OrderSamples.CONFIRMED;
import static io.daybook.ordering.domain.OrderSamples.MUG;
import static io.daybook.ordering.domain.OrderSamples.ORDER;
import static io.daybook.ordering.domain.OrderSamples.POST;
import static io.daybook.ordering.domain.OrderSamples.SHIPPED;
import static io.daybook.ordering.domain.OrderSamples.TEA;
import static io.daybook.ordering.domain.OrderSamples.credit;
import static io.daybook.ordering.domain.OrderSamples.credited;
import static io.daybook.ordering.domain.OrderSamples.gbp;
import static io.daybook.ordering.domain.OrderSamples.goods;
import static io.daybook.ordering.domain.OrderSamples.placed;
import static io.daybook.ordering.domain.OrderSamples.service;
import static io.daybook.ordering.domain.OrderSamples.takeBack;
import static io.daybook.ordering.domain.OrderSamples.tookBack;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.RuleBook;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.command.OrderCommand.CancelLines;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderingRejection.CreditExceedsPaid;
import io.daybook.ordering.command.OrderingRejection.CreditNoteAlreadyIssued;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.command.OrderingRejection.OrderStateForbids;
import io.daybook.ordering.command.OrderingRejection.ReturnExceedsShipped;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.ReturnedLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Returns and credit notes of one order: what is owed back, and never more than was paid.
class GivingBackSpec extends RuleBook<OrderCommand, Order, OrderEvent> {

  /// Two mugs at 100, three at 80, a tea at 55, postage at 40.
  private static final OrderEvent PLACED =
      placed(
          535,
          goods(1, MUG, 2, 100),
          goods(2, TEA, 1, 55),
          goods(3, MUG, 3, 80),
          service(4, POST, 40));

  GivingBackSpec() {
    super(new OrderDecider());
  }

  @Test
  void goods_come_back_at_their_price() {
    given(PLACED, CONFIRMED, SHIPPED)
        .when(takeBack("r1", units(TEA, 1)))
        .then(tookBack("r1", 55, units(TEA, 1)));
  }

  @Test
  void some_units_of_a_confirmed_order_are_called_off_at_their_price() {
    OrderEvent first = new LinesCancelled(ORDER, 1, List.of(units(TEA, 1)), gbp(55), "enough");
    given(PLACED, CONFIRMED).when(callOff(units(TEA, 1))).then(first);
    given(PLACED, CONFIRMED, first)
        .when(callOff(units(MUG, 1)))
        .then(new LinesCancelled(ORDER, 2, List.of(units(MUG, 1)), gbp(100), "enough"));
  }

  @Test
  void only_what_is_there_is_called_off_and_not_all_of_it() {
    given(PLACED)
        .when(callOff(units(TEA, 1)))
        .thenRejected(new OrderStateForbids(ORDER, "placed", "cancel lines of"));
    given(PLACED, CONFIRMED, SHIPPED)
        .when(callOff(units(TEA, 1)))
        .thenRejected(new OrderStateForbids(ORDER, "shipped", "cancel lines of"));
    given(PLACED, CONFIRMED)
        .when(callOff(units(TEA, 1_000)))
        .thenRejected(new ReturnExceedsShipped(ORDER, TEA, 1_000, 1));
    given(PLACED, CONFIRMED)
        .when(callOff(units(MUG, 5), units(TEA, 1)))
        .thenRejected(
            new OrderLinesInvalid(
                ORDER.value(), "Some goods stay; what is off as a whole is cancelled so."));
  }

  private static OrderCommand callOff(ReturnedLine... lines) {
    return new CancelLines(ORDER, List.of(lines), "enough");
  }

  @Test
  void units_of_several_prices_come_back_in_the_order_of_the_lines() {
    given(PLACED, CONFIRMED, SHIPPED)
        .when(takeBack("r1", units(MUG, 3)))
        .then(tookBack("r1", 280, units(MUG, 3)));
    given(PLACED, CONFIRMED, SHIPPED, tookBack("r1", 100, units(MUG, 1)))
        .when(takeBack("r2", units(MUG, 2)))
        .then(tookBack("r2", 180, units(MUG, 2)));
    given(PLACED, CONFIRMED, SHIPPED, tookBack("r1", 280, units(MUG, 3)))
        .when(takeBack("r2", units(MUG, 2)))
        .then(tookBack("r2", 160, units(MUG, 2)));
  }

  @Test
  void lines_of_one_sku_come_back_together() {
    given(PLACED, CONFIRMED, SHIPPED)
        .when(takeBack("r1", units(MUG, 1), units(TEA, 1), units(MUG, 2)))
        .then(tookBack("r1", 335, units(MUG, 3), units(TEA, 1)));
  }

  @Test
  void the_same_return_twice_is_one() {
    given(PLACED, CONFIRMED, SHIPPED, tookBack("r1", 55, units(TEA, 1)))
        .when(takeBack("r1", units(TEA, 1)))
        .thenNothing();
  }

  @Test
  void never_more_comes_back_than_was_shipped() {
    given(PLACED, CONFIRMED, SHIPPED)
        .when(takeBack("r1", units(MUG, 6)))
        .thenRejected(new ReturnExceedsShipped(ORDER, MUG, 6, 5));
    given(PLACED, CONFIRMED, SHIPPED, tookBack("r1", 280, units(MUG, 3)))
        .when(takeBack("r2", units(MUG, 1), units(MUG, 2)))
        .thenRejected(new ReturnExceedsShipped(ORDER, MUG, 3, 2));
    given(PLACED, CONFIRMED, SHIPPED)
        .when(takeBack("r1", units(MUG, Integer.MAX_VALUE), units(MUG, Integer.MAX_VALUE)))
        .thenRejected(new ReturnExceedsShipped(ORDER, MUG, Integer.MAX_VALUE, 5));
  }

  @Test
  void services_do_not_come_back() {
    given(PLACED, CONFIRMED, SHIPPED)
        .when(takeBack("r1", units(POST, 1)))
        .thenRejected(new ReturnExceedsShipped(ORDER, POST, 1, 0));
  }

  @Test
  void something_comes_back() {
    OrderLinesInvalid nothing =
        new OrderLinesInvalid("r1", "At least one line comes back, with at least 1 unit.");
    given(PLACED, CONFIRMED, SHIPPED).when(takeBack("r1")).thenRejected(nothing);
    given(PLACED, CONFIRMED, SHIPPED).when(takeBack("r1", units(MUG, 0))).thenRejected(nothing);
  }

  @Test
  void only_what_left_comes_back() {
    given(PLACED, CONFIRMED)
        .when(takeBack("r1", units(TEA, 1)))
        .thenRejected(new OrderStateForbids(ORDER, "confirmed", "take back"));
  }

  @Test
  void part_of_the_price_is_owed_back_without_goods() {
    given(PLACED, CONFIRMED).when(credit("c1", 535)).then(credited("c1", 535));
    given(PLACED, CONFIRMED, SHIPPED, credited("c1", 100))
        .when(credit("c2", 435))
        .then(credited("c2", 435));
  }

  @Test
  void the_same_credit_note_twice_is_one_and_another_needs_another_number() {
    given(PLACED, CONFIRMED, credited("c1", 535)).when(credit("c1", 535)).thenNothing();
    given(PLACED, CONFIRMED, credited("c1", 100))
        .when(credit("c1", 101))
        .thenRejected(new CreditNoteAlreadyIssued(new CreditNoteId("c1")));
  }

  @Test
  void never_more_is_owed_back_than_was_paid() {
    given(PLACED, CONFIRMED)
        .when(credit("c1", 536))
        .thenRejected(new CreditExceedsPaid(ORDER, gbp(536), gbp(535)));
    given(PLACED, CONFIRMED, SHIPPED, tookBack("r1", 55, units(TEA, 1)), credited("c1", 400))
        .when(credit("c2", 81))
        .thenRejected(new CreditExceedsPaid(ORDER, gbp(81), gbp(80)));
  }

  @Test
  void a_return_after_a_credit_gives_back_only_the_rest() {
    given(PLACED, CONFIRMED, SHIPPED, credited("c1", 500))
        .when(takeBack("r1", units(TEA, 1)))
        .then(tookBack("r1", 35, units(TEA, 1)));
  }

  @Test
  void a_credit_is_positive_and_in_the_currency_of_the_order() {
    given(PLACED, CONFIRMED)
        .when(credit("c1", 0))
        .thenRejected(new CreditExceedsPaid(ORDER, gbp(0), gbp(535)));
    Money euro = Money.of(1, new Currency("EUR"));
    given(PLACED, CONFIRMED)
        .when(new IssueCreditNote(ORDER, new CreditNoteId("c1"), euro, "late"))
        .thenRejected(new CreditExceedsPaid(ORDER, euro, gbp(535)));
  }

  @Test
  void what_is_not_confirmed_is_not_credited() {
    given(PLACED)
        .when(credit("c1", 1))
        .thenRejected(new OrderStateForbids(ORDER, "placed", "credit"));
  }

  private static ReturnedLine units(Sku sku, int units) {
    return new ReturnedLine(sku, units);
  }
}
