package io.daybook.ordering.domain;

import static io.daybook.ordering.domain.OrderSamples.CONFIRMED;
import static io.daybook.ordering.domain.OrderSamples.MUG;
import static io.daybook.ordering.domain.OrderSamples.ORDER;
import static io.daybook.ordering.domain.OrderSamples.SHIPPED;
import static io.daybook.ordering.domain.OrderSamples.TEA;
import static io.daybook.ordering.domain.OrderSamples.gbp;
import static io.daybook.ordering.domain.OrderSamples.goods;
import static io.daybook.ordering.domain.OrderSamples.place;
import static io.daybook.ordering.domain.OrderSamples.placed;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.domain.RuleBook;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.command.OrderingRejection.OrderAlreadyPlaced;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.command.OrderingRejection.OrderStateForbids;
import io.daybook.ordering.command.OrderingRejection.OrderUnknown;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderDeciderSpec extends RuleBook<OrderCommand, Order, OrderEvent> {

  private static final OrderEvent PLACED = placed(200, goods(1, MUG, 2, 100));
  private static final OrderEvent REJECTED = new OrderRejected(ORDER, RejectReason.OUT_OF_STOCK);
  private static final OrderEvent CANCELLED = cancelled(false);
  private static final OrderCommand CONFIRM = new ConfirmOrder(ORDER);
  private static final OrderCommand REJECT = new RejectOrder(ORDER, RejectReason.OUT_OF_STOCK);
  private static final OrderCommand CANCEL = new CancelOrder(ORDER, "regret");
  private static final OrderCommand SHIP = new ShipOrder(ORDER);

  OrderDeciderSpec() {
    super(new OrderDecider());
  }

  @Test
  void an_order_comes_to_the_sum_of_its_lines() {
    given()
        .when(place(goods(1, MUG, 2, 100), goods(2, TEA, 1, 55)))
        .then(placed(255, goods(1, MUG, 2, 100), goods(2, TEA, 1, 55)));
  }

  @Test
  void an_order_may_be_free() {
    given().when(place(goods(1, MUG, 1, 0))).then(placed(0, goods(1, MUG, 1, 0)));
  }

  @Test
  void the_largest_order_adds_up() {
    OrderLine[] lines =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(i -> goods(i, MUG, 1_000_000, 1_000_000_000))
            .toArray(OrderLine[]::new);
    given().when(place(lines)).then(placed(1_000_000_000_000_000_000L, lines));
  }

  @Test
  void another_order_needs_another_number() {
    given(PLACED).when(place(goods(1, MUG, 3, 100))).thenRejected(new OrderAlreadyPlaced(ORDER));
    given(PLACED).when(place()).thenRejected(new OrderAlreadyPlaced(ORDER));
  }

  @Test
  void an_order_placed_again_much_later_is_the_same_order() {
    given(PLACED, CONFIRMED, SHIPPED).when(place(goods(1, MUG, 2, 100))).thenNothing();
  }

  @Test
  void lines_keep_the_rules() {
    OrderLine[] tooMany =
        IntStream.rangeClosed(1, 1_001)
            .mapToObj(i -> goods(i, MUG, 1, 1))
            .toArray(OrderLine[]::new);
    OrderLine inEuros =
        new OrderLine(2, LineKind.GOODS, TEA, "", 1, Money.of(1, new Currency("EUR")));
    given().when(place()).thenRejected(invalid("There are 1 to 1,000 lines."));
    given().when(place(tooMany)).thenRejected(invalid("There are 1 to 1,000 lines."));
    given()
        .when(place(goods(1, MUG, 1, 1), goods(3, TEA, 1, 1)))
        .thenRejected(invalid("Lines are numbered from 1, in order."));
    given()
        .when(place(goods(1, MUG, 0, 1)))
        .thenRejected(invalid("A line has 1 to 1,000,000 units."));
    given()
        .when(place(goods(1, MUG, 1_000_001, 1)))
        .thenRejected(invalid("A line has 1 to 1,000,000 units."));
    given()
        .when(place(goods(1, MUG, 1, -1)))
        .thenRejected(invalid("A unit price is 0 to 1,000,000,000 minor units."));
    given()
        .when(place(goods(1, MUG, 1, 1), inEuros))
        .thenRejected(invalid("All lines are in one currency."));
  }

  @Test
  void a_placed_order_is_confirmed() {
    given(PLACED).when(CONFIRM).then(CONFIRMED);
    given(PLACED, CONFIRMED, SHIPPED).when(CONFIRM).thenNothing();
  }

  @Test
  void an_order_that_ended_otherwise_is_not_confirmed() {
    given(PLACED, REJECTED).when(CONFIRM).thenRejected(forbids("rejected", "confirm"));
    given(PLACED, CANCELLED).when(CONFIRM).thenRejected(forbids("cancelled", "confirm"));
  }

  @Test
  void a_placed_order_is_rejected() {
    given(PLACED).when(REJECT).then(REJECTED);
    given(PLACED, REJECTED)
        .when(new RejectOrder(ORDER, RejectReason.PAYMENT_TIMED_OUT))
        .thenNothing();
  }

  @Test
  void an_order_that_ended_otherwise_is_not_rejected() {
    given(PLACED, CONFIRMED).when(REJECT).thenRejected(forbids("confirmed", "reject"));
    given(PLACED, CANCELLED).when(REJECT).thenRejected(forbids("cancelled", "reject"));
    given(PLACED, CONFIRMED, SHIPPED).when(REJECT).thenRejected(forbids("shipped", "reject"));
  }

  @Test
  void an_order_is_called_off_before_the_goods_leave() {
    given(PLACED).when(CANCEL).then(CANCELLED);
    given(PLACED, CONFIRMED).when(CANCEL).then(cancelled(true));
  }

  @Test
  void the_same_cancellation_twice_is_one() {
    given(PLACED, CANCELLED).when(CANCEL).thenNothing();
    given(PLACED, CANCELLED)
        .when(new CancelOrder(ORDER, "too slow"))
        .thenRejected(forbids("cancelled", "cancel"));
  }

  @Test
  void what_left_the_house_or_was_rejected_is_not_called_off() {
    given(PLACED, CONFIRMED, SHIPPED).when(CANCEL).thenRejected(forbids("shipped", "cancel"));
    given(PLACED, REJECTED).when(CANCEL).thenRejected(forbids("rejected", "cancel"));
  }

  @Test
  void only_confirmed_orders_leave_the_house() {
    given(PLACED, CONFIRMED).when(SHIP).then(SHIPPED);
    given(PLACED, CONFIRMED, SHIPPED).when(SHIP).thenNothing();
    given(PLACED).when(SHIP).thenRejected(forbids("placed", "ship"));
    given(PLACED, CANCELLED).when(SHIP).thenRejected(forbids("cancelled", "ship"));
  }

  @Test
  void an_order_nobody_placed_is_unknown() {
    given().when(CONFIRM).thenRejected(new OrderUnknown(ORDER));
    given().when(REJECT).thenRejected(new OrderUnknown(ORDER));
    given().when(CANCEL).thenRejected(new OrderUnknown(ORDER));
    given().when(SHIP).thenRejected(new OrderUnknown(ORDER));
    given().when(OrderSamples.credit("c", 1)).thenRejected(new OrderUnknown(ORDER));
    given().when(OrderSamples.takeBack("r")).thenRejected(new OrderUnknown(ORDER));
  }

  private static OrderEvent cancelled(boolean confirmed) {
    return new OrderCancelled(ORDER, "regret", confirmed, gbp(200));
  }

  private static OrderLinesInvalid invalid(String rule) {
    return new OrderLinesInvalid(ORDER.value(), rule);
  }

  private static OrderStateForbids forbids(String state, String wish) {
    return new OrderStateForbids(ORDER, state, wish);
  }
}
