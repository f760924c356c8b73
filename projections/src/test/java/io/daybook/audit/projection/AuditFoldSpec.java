package io.daybook.audit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.projection.LogOf;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.RandomShop;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFoldSpec {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_shop_in_order_breaks_nothing_and_settles_all(long seed) {
    AuditFold fold = fold(new RandomShop(seed, 6).withOrders(200));
    assertThat(fold.breaches).isEmpty();
    assertThat(fold.orders.values()).hasSize(200).allMatch(it -> it.unsettled == null);
    assertThat(fold.stock.values()).allMatch(it -> it.promised == it.live);
  }

  @Test
  void c1_more_reserved_than_there_is() {
    Sale sale = new Sale().received(4).placed().reservationMade().stockReserved(4, 5);
    assertBroken(sale, Invariant.C1, "stock-item/mug", 1, 4);
  }

  @Test
  void c1_a_level_that_is_not_the_sum_of_the_log() {
    Sale sale = new Sale().received(10).placed().reservationMade().stockReserved(10, 4);
    assertBroken(sale, Invariant.C1, "stock-item/mug", 1, 4);
  }

  @Test
  void s1_stock_that_is_reserved_for_nobody() {
    Sale sale = new Sale().received(10).stockReserved(10, 5);
    assertBroken(sale, Invariant.S1, "stock-item/mug", 2);
  }

  @Test
  void s1_a_reservation_without_its_stock_is_found_at_the_next_event() {
    Sale sale = new Sale().received(10).placed().reservationMade().authorized();
    assertBroken(sale, Invariant.S1, "stock-item/mug", 3);
  }

  @Test
  void s1_is_over_when_the_promise_was_corrected() {
    Sale sale = new Sale().received(10).stockReserved(10, 5).placed();
    sale.and(new StockReservedCorrected(Sale.MUG, -5, "found", new StockLevel(10, 0)));
    AuditFold fold = fold(sale.log());
    assertThat(fold.breaches).extracting(Breach::invariant).containsExactly(Invariant.S1);
    assertThat(fold.agreed).containsExactly("stock-item/mug");
  }

  @Test
  void c2_an_order_that_ends_twice() {
    Sale sale = Sale.complete().and(new OrderRejected(Sale.ORDER, RejectReason.OUT_OF_STOCK));
    assertBroken(sale, Invariant.C2, "order/1", 2, 3, 5, 6, 7, 8);
  }

  @Test
  void c2_an_order_without_an_end_stays_unsettled() {
    assertThat(order(Sale.begun()).unsettled).isEqualTo(Invariant.C2);
    assertThat(order(Sale.complete()).unsettled).isNull();
  }

  @Test
  void c3_more_given_back_than_taken() {
    Sale sale = Sale.complete().cancelled(true).released(ReleaseReason.ORDER_CANCELLED, 10);
    sale.refunded(500).refunded(1);
    assertBroken(sale, Invariant.C3, "order/1", 2, 3, 5, 6, 7, 8, 9, 11, 12);
  }

  @Test
  void c3_money_given_back_that_is_owed() {
    assertBroken(Sale.complete().refunded(1), Invariant.C3, "order/1", 2, 3, 5, 6, 7, 8);
  }

  @Test
  void c3_money_taken_that_nobody_authorized() {
    Sale sale = Sale.begun().confirmed().captured();
    assertBroken(sale, Invariant.C3, "order/1", 2, 3, 5, 6);
  }

  @Test
  void c3_a_confirmed_order_that_nobody_paid_stays_unsettled() {
    assertThat(order(Sale.begun().authorized().confirmed()).unsettled).isEqualTo(Invariant.C3);
  }

  @Test
  void c4_an_order_that_is_captured_twice() {
    assertBroken(Sale.complete().captured(), Invariant.C4, "order/1", 2, 3, 5, 6, 7, 8);
  }

  @Test
  void c5_a_cancelled_order_that_holds_stock_or_money_stays_unsettled() {
    Sale holdsStock = Sale.begun().cancelled(false);
    Sale holdsMoney =
        Sale.begun().authorized().cancelled(false).released(ReleaseReason.ORDER_CANCELLED, 10);
    assertThat(order(holdsStock).unsettled).isEqualTo(Invariant.C5);
    assertThat(order(holdsMoney).unsettled).isEqualTo(Invariant.C5);
    assertThat(order(holdsMoney.voided()).unsettled).isNull();
  }

  @Test
  void c6_a_reservation_that_is_given_back_twice() {
    Sale sale = Sale.begun().cancelled(false).released(ReleaseReason.ORDER_CANCELLED, 10);
    sale.released(ReleaseReason.EXPIRED, 10);
    AuditFold fold = fold(sale.log());
    assertThat(fold.breaches)
        .filteredOn(it -> it.invariant() == Invariant.C6)
        .singleElement()
        .satisfies(it -> assertThat(it.positions()).containsExactly(2L, 3L, 5L, 6L, 8L));
  }

  @Test
  void c6_a_payment_that_succeeds_when_the_reservation_has_expired() {
    Sale sale = Sale.begun().released(ReleaseReason.EXPIRED, 10).authorized().confirmed();
    assertBroken(sale, Invariant.C6, "order/1", 2, 3, 5, 7, 8);
  }

  @Test
  void c6_a_reservation_that_expires_when_the_payment_has_succeeded() {
    Sale sale = Sale.begun().authorized().confirmed().released(ReleaseReason.EXPIRED, 10);
    assertBroken(sale, Invariant.C6, "order/1", 2, 3, 5, 6, 7);
  }

  private static void assertBroken(
      Sale sale, Invariant invariant, String subject, long... positions) {
    assertThat(fold(sale.log()).breaches)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.invariant()).isEqualTo(invariant);
          assertThat(it.subject()).isEqualTo(subject);
          assertThat(it.positions().stream().mapToLong(Long::longValue))
              .containsExactly(Arrays.stream(positions).boxed().toArray(Long[]::new));
          assertThat(it.detail()).isNotEmpty();
        });
  }

  private static OrderBook order(Sale sale) {
    return Objects.requireNonNull(fold(sale.log()).orders.get("1"));
  }

  private static AuditFold fold(List<DomainEvent> log) {
    AuditFold fold = new AuditFold();
    LogOf.events(log).stream().map(LoggedEvent::of).forEach(fold::on);
    fold.closeAppend();
    return fold;
  }
}
