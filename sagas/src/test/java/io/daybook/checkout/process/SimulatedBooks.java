package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReduced;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservationEvent.ReservationShipped;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold after every single step, added up from the log alone: no rule is asked.
final class SimulatedBooks {

  private final List<DomainEvent> log;
  private final SimulatedProvider provider;
  private final Map<Sku, Long> onHand = new HashMap<>();
  private final Map<Sku, Long> promised = new HashMap<>();
  private final Map<Sku, Long> live = new HashMap<>();
  private final Set<OrderId> confirmed = new HashSet<>();
  private final Set<OrderId> rejected = new HashSet<>();
  private final Set<OrderId> shipped = new HashSet<>();
  private final Map<OrderId, ReleaseReason> released = new HashMap<>();
  private final Map<OrderId, Long> authorized = new HashMap<>();
  private final Map<OrderId, Long> captured = new HashMap<>();
  private final Set<OrderId> recorded = new HashSet<>();
  private final Map<OrderId, Map<RefundId, Long>> refunds = new HashMap<>();
  private final Map<OrderId, Set<RefundId>> refunded = new HashMap<>();
  private int position;

  SimulatedBooks(List<DomainEvent> log, SimulatedProvider provider) {
    this.log = log;
    this.provider = provider;
  }

  /// Adds up what is new, which is whole appends, and looks.
  void check() {
    boolean news = position < log.size();
    for (; position < log.size(); position++) {
      switch (log.get(position)) {
        case StockItemEvent event -> on(event);
        case ReservationEvent event -> on(event);
        case OrderEvent event -> on(event);
        case PaymentEvent event -> on(event);
        default -> {}
      }
    }
    if (news) {
      live.forEach((sku, units) ->
          assertThat(promised.get(sku)).as("C1: %s is promised to orders", sku).isEqualTo(units));
    }
    assertThat(provider.captures.values()).as("C4: at the provider").allMatch(it -> it == 1);
  }

  private void on(StockItemEvent event) {
    Sku sku = event.sku();
    switch (event) {
      case StockReceived(_, var units, _, _) -> add(onHand, sku, units);
      case StockAdjusted(_, var delta, _, _) -> add(onHand, sku, delta);
      case StockReserved(_, _, var units, _) -> add(promised, sku, units);
      case StockReleased(_, _, var units, _) -> add(promised, sku, -units);
      case StockShipped(_, _, var units, _) -> {
        add(promised, sku, -units);
        add(onHand, sku, -units);
      }
      case StockReservedCorrected(_, var delta, _, _) -> add(promised, sku, delta);
    }
    long here = onHand.getOrDefault(sku, 0L);
    long ours = promised.getOrDefault(sku, 0L);
    assertThat(event.level()).as("C1: level of %s", sku).isEqualTo(new StockLevel(here, ours));
    assertThat(ours).as("C1: promised of %s", sku).isBetween(0L, here);
  }

  private void on(ReservationEvent event) {
    OrderId id = event.orderId();
    switch (event) {
      case ReservationMade(_, var lines) -> lines.forEach(it -> add(live, it.sku(), it.units()));
      case ReservationDeclined _ -> {}
      case ReservationReleased(_, var reason, var lines) -> {
        lines.forEach(this::letGo);
        assertThat(released.put(id, reason)).as("C6: %s was released before", id).isNull();
        assertNotConfirmedAndExpired(id);
      }
      case ReservationReduced(_, _, var lines) -> lines.forEach(this::letGo);
      case ReservationShipped(_, var lines) -> {
        lines.forEach(this::letGo);
        assertThat(shipped).as("C5: goods of an order that did not ship").contains(id);
      }
    }
  }

  private void on(OrderEvent event) {
    OrderId id = event.orderId();
    switch (event) {
      case OrderConfirmed _ -> {
        confirmed.add(id);
        assertNotConfirmedAndExpired(id);
      }
      case OrderRejected _ -> rejected.add(id);
      case OrderShipped _ -> shipped.add(id);
      default -> {}
    }
    assertThat(confirmed.contains(id) && rejected.contains(id)).as("C2: both ends").isFalse();
  }

  private void on(PaymentEvent event) {
    OrderId id = event.orderId();
    switch (event) {
      case PaymentAuthorized(_, var amount, _) ->
          assertThat(authorized.put(id, amount.minor())).as("C3: twice held of %s", id).isNull();
      case CaptureRequested(_, var amount, _) -> {
        assertThat(captured.put(id, amount.minor())).as("C4: %s", id).isNull();
        assertThat(authorized.get(id)).as("C3: held of %s", id).isEqualTo(amount.minor());
        assertThat(confirmed).as("C5: money of an order nobody confirmed").contains(id);
      }
      case PaymentCaptured _ -> assertThat(recorded.add(id)).as("C4: %s", id).isTrue();
      case RefundRequested(_, var refund, var amount, _) -> {
        Map<RefundId, Long> mine = refunds.computeIfAbsent(id, _ -> new HashMap<>());
        assertThat(mine.put(refund, amount.minor())).as("C3: %s went back twice", refund).isNull();
        assertThat(mine.values().stream().mapToLong(it -> it).sum())
            .as("C3: refunds of %s", id)
            .isLessThanOrEqualTo(captured.getOrDefault(id, 0L));
      }
      case PaymentRefunded(_, var refund, _) -> {
        assertThat(refunds.getOrDefault(id, Map.of())).as("C3: unasked").containsKey(refund);
        assertThat(refunded.computeIfAbsent(id, _ -> new HashSet<>()).add(refund))
            .as("C3: %s of %s is recorded twice", refund, id)
            .isTrue();
      }
      default -> {}
    }
  }

  /// Only a cancellation gives back what a confirmed order holds.
  private void assertNotConfirmedAndExpired(OrderId id) {
    ReleaseReason reason = released.get(id);
    assertThat(reason != null && reason != ReleaseReason.ORDER_CANCELLED && confirmed.contains(id))
        .as("C6: %s is confirmed, and its stock was given back: %s", id, reason)
        .isFalse();
  }

  private void letGo(ReservedLine line) {
    add(live, line.sku(), -line.units());
  }

  private static void add(Map<Sku, Long> counts, Sku sku, long units) {
    counts.merge(sku, units, Long::sum);
  }
}
