package io.daybook.audit.projection;

import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReduced;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservationEvent.ReservationShipped;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.payment.event.PaymentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The log, added up event by event and held to the invariants. Plain Java: what it adds to was
/// loaded before, and is kept afterwards. Not thread-safe.
///
/// A reservation and the stock of its skus change in one append, so these are compared only when
/// that has been heard to its end, though a batch may have been cut in the middle of it.
final class AuditFold {

  final Map<String, StockBook> stock = new TreeMap<>();
  final Map<String, OrderBook> orders = new TreeMap<>();
  final List<Breach> breaches = new ArrayList<>();

  /// Skus whose reservation and promise agree again.
  final Set<String> agreed = new TreeSet<>();

  /// What the append that is being heard has touched.
  final Set<String> openSkus = new TreeSet<>();

  /// Where the events of that append are.
  final List<Long> openPositions = new ArrayList<>();

  /// The skus whose books `event` changes.
  static List<Sku> skusOf(DomainEvent event) {
    return switch (event) {
      case StockItemEvent it -> List.of(it.sku());
      case ReservationEvent it -> linesOf(it).stream().map(ReservedLine::sku).toList();
      default -> List.of();
    };
  }

  /// The order whose book `event` changes.
  static Optional<OrderId> orderOf(DomainEvent event) {
    return switch (event) {
      case OrderEvent it -> Optional.of(it.orderId());
      case ReservationEvent it -> Optional.of(it.orderId());
      case PaymentEvent it -> Optional.of(it.orderId());
      default -> Optional.empty();
    };
  }

  void on(LoggedEvent logged) {
    DomainEvent event = logged.event();
    if (!continues(event)) {
      closeAppend();
    }
    switch (event) {
      case StockItemEvent it -> {
        book(it.sku()).on(it, logged, breaches::add);
        touched(List.of(it.sku()), logged);
        if (!continues(it)) {
          closeAppend();
        }
      }
      case ReservationEvent it -> {
        order(it.orderId()).on(it, logged, breaches::add);
        long sign = it instanceof ReservationMade ? 1 : -1;
        linesOf(it).forEach(line -> book(line.sku()).live += sign * line.units());
        touched(skusOf(it), logged);
      }
      case OrderEvent it -> order(it.orderId()).on(it, logged, breaches::add);
      case PaymentEvent it -> order(it.orderId()).on(it, logged, breaches::add);
      default -> {} // Neither stock nor money.
    }
  }

  /// Compares stock with its reservations: nothing more of this append will come.
  void closeAppend() {
    for (String sku : openSkus) {
      StockBook book = stock.computeIfAbsent(sku, StockBook::new);
      if (book.compare(openPositions, breaches::add) && book.off == 0) {
        agreed.add(book.subject());
      }
    }
    openSkus.clear();
    openPositions.clear();
  }

  private void touched(List<Sku> skus, LoggedEvent logged) {
    skus.forEach(sku -> openSkus.add(sku.value()));
    openPositions.add(logged.position());
  }

  private static boolean continues(DomainEvent event) {
    return event instanceof StockReserved
        || event instanceof StockReleased
        || event instanceof StockShipped;
  }

  private StockBook book(Sku sku) {
    return stock.computeIfAbsent(sku.value(), StockBook::new);
  }

  private OrderBook order(OrderId id) {
    return orders.computeIfAbsent(id.value(), OrderBook::new);
  }

  private static List<ReservedLine> linesOf(ReservationEvent event) {
    return switch (event) {
      case ReservationMade(_, var lines) -> lines;
      case ReservationReleased(_, _, var lines) -> lines;
      case ReservationReduced(_, _, var lines) -> lines;
      case ReservationShipped(_, var lines) -> lines;
      case ReservationDeclined _ -> List.of();
    };
  }
}
