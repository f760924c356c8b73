package io.daybook.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.inventory.command.InventoryRejection.NothingReserved;
import io.daybook.inventory.command.InventoryRejection.UnitsOutOfRange;
import io.daybook.inventory.command.ReservationCommand;
import io.daybook.inventory.command.ReservationCommand.ReduceReservation;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReduced;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservationEvent.ReservationShipped;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.Shortage;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Rejection;
import io.daybook.kernel.domain.Decision;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReservationDeciderSpec {

  private static final OrderId ORDER = new OrderId("536365");
  private static final OrderId OTHER = new OrderId("536366");
  private static final Sku MUG = new Sku("MUG");
  private static final Sku TEA = new Sku("TEA");

  @Test
  void all_lines_are_promised_in_sku_order() {
    new Given(stock(10, 5))
        .when(reserve(line(TEA, 5), line(MUG, 4)))
        .then(
            new ReservationMade(ORDER, List.of(line(MUG, 4), line(TEA, 5))),
            new StockReserved(MUG, ORDER, 4, new StockLevel(10, 4)),
            new StockReserved(TEA, ORDER, 5, new StockLevel(5, 5)));
  }

  @Test
  void lines_of_one_sku_are_promised_together() {
    new Given(stock(10, 0))
        .when(reserve(line(MUG, 4), line(MUG, 6)))
        .then(
            new ReservationMade(ORDER, List.of(line(MUG, 10))),
            new StockReserved(MUG, ORDER, 10, new StockLevel(10, 10)));
    new Given(stock(9, 0))
        .when(reserve(line(MUG, 4), line(MUG, 6)))
        .then(new ReservationDeclined(ORDER, List.of(new Shortage(MUG, 10, 9))));
  }

  @Test
  void part_of_a_promise_is_taken_back_once_and_the_rest_ships() {
    ReservationCommand less = new ReduceReservation(ORDER, 1, List.of(line(MUG, 3)));
    new Given(stock(10, 5), reserve(line(MUG, 4), line(TEA, 5)))
        .when(less)
        .then(
            new ReservationReduced(ORDER, 1, List.of(line(MUG, 3))),
            new StockReleased(MUG, ORDER, 3, new StockLevel(10, 1)));
    new Given(stock(10, 5), reserve(line(MUG, 4), line(TEA, 5)), less).when(less).thenNothing();
    new Given(stock(10, 5), reserve(line(MUG, 4)), less)
        .when(new ShipReservation(ORDER))
        .then(
            new ReservationShipped(ORDER, List.of(line(MUG, 1))),
            new StockShipped(MUG, ORDER, 1, new StockLevel(9, 0)));
  }

  @Test
  void no_more_is_taken_back_than_is_promised() {
    new Given(stock(10, 5), reserve(line(MUG, 4)))
        .when(new ReduceReservation(ORDER, 1, List.of(line(MUG, 5))))
        .thenRejected(new NothingReserved(ORDER));
    new Given(
            stock(10, 5),
            reserve(line(MUG, 4)),
            new ReleaseReservation(ORDER, ReleaseReason.ORDER_CANCELLED))
        .when(new ReduceReservation(ORDER, 1, List.of(line(MUG, 1))))
        .thenNothing();
  }

  @Test
  void nothing_is_promised_when_one_sku_is_short() {
    new Given(stock(10, 1))
        .when(reserve(line(MUG, 10), line(TEA, 2)))
        .then(new ReservationDeclined(ORDER, List.of(new Shortage(TEA, 2, 1))));
  }

  @Test
  void every_sku_that_is_short_is_told() {
    new Given(stock(0, 1))
        .when(reserve(line(TEA, 2), line(MUG, 3)))
        .then(
            new ReservationDeclined(
                ORDER, List.of(new Shortage(MUG, 3, 0), new Shortage(TEA, 2, 1))));
  }

  @Test
  void what_is_promised_to_one_order_is_not_promised_to_another() {
    new Given(stock(10, 0), new ReserveStock(OTHER, List.of(line(MUG, 7))))
        .when(reserve(line(MUG, 4)))
        .then(new ReservationDeclined(ORDER, List.of(new Shortage(MUG, 4, 3))));
  }

  @Test
  void a_declined_order_stays_declined() {
    Given given = new Given(stock(1, 0), reserve(line(MUG, 2)));
    given.warehouse.with(MUG, 10);
    given.when(reserve(line(MUG, 2))).thenNothing();
  }

  @Test
  void a_line_has_at_least_one_unit() {
    new Given(stock(10, 0))
        .when(reserve(line(MUG, 1), line(TEA, 0)))
        .thenRejected(new UnitsOutOfRange(TEA, 0));
  }

  @Test
  void a_thousand_lines_are_one_decision() {
    Warehouse warehouse = new Warehouse(_ -> {});
    List<ReservedLine> lines =
        IntStream.range(0, 1_000).mapToObj(i -> line(new Sku("sku-%03d".formatted(i)), 3)).toList();
    lines.forEach(it -> warehouse.with(it.sku(), 3));

    assertThat(warehouse.decide(new ReserveStock(ORDER, lines)))
        .isInstanceOfSatisfying(
            Decision.Accepted.class, accepted -> assertThat(accepted.events()).hasSize(1_001));
  }

  @Test
  void a_released_promise_is_available_again() {
    new Given(stock(10, 5), reserve(line(MUG, 4), line(TEA, 5)))
        .when(release())
        .then(
            new ReservationReleased(
                ORDER, ReleaseReason.ORDER_REJECTED, List.of(line(MUG, 4), line(TEA, 5))),
            new StockReleased(MUG, ORDER, 4, new StockLevel(10, 0)),
            new StockReleased(TEA, ORDER, 5, new StockLevel(5, 0)));
  }

  @Test
  void a_released_order_is_not_promised_again() {
    new Given(stock(10, 0), reserve(line(MUG, 4)), release())
        .when(reserve(line(MUG, 4)))
        .thenNothing();
  }

  @Test
  void a_release_that_overtakes_its_request_forbids_it() {
    new Given(stock(10, 0))
        .when(release())
        .then(new ReservationReleased(ORDER, ReleaseReason.ORDER_REJECTED, List.of()));
    new Given(stock(10, 0), release())
        .when(reserve(line(MUG, 4)))
        .then(new ReservationDeclined(ORDER, List.of()));
  }

  @Test
  void what_was_declined_needs_no_release() {
    new Given(stock(0, 0), reserve(line(MUG, 1))).when(release()).thenNothing();
    new Given(stock(0, 0), release(), reserve(line(MUG, 1))).when(release()).thenNothing();
  }

  @Test
  void promised_goods_leave_the_house() {
    new Given(stock(10, 0), reserve(line(MUG, 4)))
        .when(ship())
        .then(
            new ReservationShipped(ORDER, List.of(line(MUG, 4))),
            new StockShipped(MUG, ORDER, 4, new StockLevel(6, 0)));
  }

  @Test
  void only_promised_goods_leave_the_house() {
    Rejection rejection = new NothingReserved(ORDER);
    new Given(stock(10, 0)).when(ship()).thenRejected(rejection);
    new Given(stock(0, 0), reserve(line(MUG, 1))).when(ship()).thenRejected(rejection);
    new Given(stock(1, 0), reserve(line(MUG, 1)), release()).when(ship()).thenRejected(rejection);
  }

  @Test
  void goods_that_left_are_not_taken_back() {
    new Given(stock(10, 0), reserve(line(MUG, 4)), ship())
        .when(release())
        .thenRejected(new NothingReserved(ORDER));
  }

  @Test
  void a_decision_needs_the_stock_it_is_about() {
    ReservationDecider decider = new ReservationDecider();
    assertThatThrownBy(() -> decider.decide(reserve(line(MUG, 1)), Reservation.NONE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Warehouse stock(int mugs, int teas) {
    Warehouse warehouse = new Warehouse(_ -> {});
    if (mugs > 0) {
      warehouse.with(MUG, mugs);
    }
    if (teas > 0) {
      warehouse.with(TEA, teas);
    }
    return warehouse;
  }

  private static ReservationCommand reserve(ReservedLine... lines) {
    return new ReserveStock(ORDER, List.of(lines));
  }

  private static ReservationCommand release() {
    return new ReleaseReservation(ORDER, ReleaseReason.ORDER_REJECTED);
  }

  private static ReservationCommand ship() {
    return new ShipReservation(ORDER);
  }

  private static ReservedLine line(Sku sku, int units) {
    return new ReservedLine(sku, units);
  }

  /// A warehouse in which these commands were given before.
  private static final class Given {
    private final Warehouse warehouse;

    Given(Warehouse warehouse, ReservationCommand... before) {
      this.warehouse = warehouse;
      List.of(before).forEach(warehouse::decide);
    }

    Then when(ReservationCommand command) {
      return new Then(warehouse, command, warehouse.decide(command));
    }
  }

  private record Then(
      Warehouse warehouse, ReservationCommand command, Decision<DomainEvent> decision) {

    void then(DomainEvent... events) {
      assertThat(decision).isEqualTo(Decision.accept(events));
      assertThat(warehouse.decide(command)).as("once more").isEqualTo(Decision.nothing());
    }

    void thenNothing() {
      assertThat(decision).isEqualTo(Decision.nothing());
    }

    void thenRejected(Rejection rejection) {
      assertThat(decision).isEqualTo(Decision.reject(rejection));
    }
  }
}
