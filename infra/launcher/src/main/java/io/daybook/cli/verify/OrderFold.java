package io.daybook.cli.verify;

import io.daybook.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/// Orders with their payments and reservations, and credit notes, by a fold of its own. Not
/// thread-safe.
final class OrderFold {

  private final Map<String, Order> orders = new TreeMap<>();
  private final Map<String, Money> creditNotes = new TreeMap<>();
  private LocalDate first = LocalDate.MAX;
  private LocalDate last = LocalDate.MIN;

  /// What is known of one order. Money that was never spoken of is zero.
  static final class Order {

    final Money total;
    final String stream;
    String status = "PLACED";
    boolean wasConfirmed;
    boolean reserved;
    Money returned;
    Money credited;
    Money authorized;
    Money captured;
    Money voided;
    Money refunded;

    Order(String id, Money total) {
      this.total = total;
      this.stream = "order/" + id;
      Money none = Money.zero(total.currency());
      returned = none;
      credited = none;
      authorized = none;
      captured = none;
      voided = none;
      refunded = none;
    }

    boolean ended() {
      return !status.equals("PLACED");
    }

    /// Held now: neither captured nor let go.
    Money held() {
      return authorized.minus(captured).minus(voided);
    }

    /// What the shop may keep.
    Money owed() {
      return status.equals("CONFIRMED")
          ? total.minus(returned).minus(credited)
          : Money.zero(total.currency());
    }

    /// Whether everything that follows from the order's end has happened.
    boolean settled() {
      return ended()
          && held().isZero()
          && captured.minus(refunded).equals(owed())
          && (!reserved || status.equals("CONFIRMED"));
    }
  }

  void on(LogEvent event) {
    switch (event.type()) {
      case "ordering.order-placed" -> {
        day(event.text("placedAt"));
        String id = event.text("orderId");
        orders.put(id, new Order(id, event.money("total")));
      }
      case "ordering.credit-note-issued" -> {
        day(event.text("issuedAt"));
        creditNotes.put(event.text("creditNoteId"), event.money("total"));
      }
      default -> {
        Order order = orders.get(event.text("orderId"));
        if (order != null) {
          on(event, order);
        }
      }
    }
  }

  private static void on(LogEvent event, Order order) {
    switch (event.type()) {
      case "ordering.order-confirmed" -> {
        order.status = "CONFIRMED";
        order.wasConfirmed = true;
      }
      case "ordering.order-rejected" -> order.status = "REJECTED";
      case "ordering.order-cancelled" -> order.status = "CANCELLED";
      case "ordering.goods-returned", "ordering.lines-cancelled" ->
          order.returned = order.returned.plus(event.money("refund"));
      case "ordering.order-credited" -> order.credited = order.credited.plus(event.money("amount"));
      case "inventory.reservation-made" -> order.reserved = true;
      case "inventory.reservation-released", "inventory.reservation-shipped" ->
          order.reserved = false;
      case "payment.authorized" -> order.authorized = event.money("amount");
      case "payment.captured" -> order.captured = order.captured.plus(event.money("amount"));
      case "payment.voided" -> order.voided = order.authorized.minus(order.captured);
      case "payment.refunded" -> order.refunded = order.refunded.plus(event.money("amount"));
      default -> {
        // Changes nothing that is proved here.
      }
    }
  }

  Map<String, Order> orders() {
    return orders;
  }

  Map<String, Money> creditNotes() {
    return creditNotes;
  }

  boolean settled() {
    return orders.values().stream().allMatch(Order::settled);
  }

  /// The first day that anything was sold or credited; after [#last()] when nothing was.
  LocalDate first() {
    return first;
  }

  LocalDate last() {
    return last;
  }

  private void day(String instant) {
    LocalDate day = Instant.parse(instant).atZone(ZoneOffset.UTC).toLocalDate();
    first = day.isBefore(first) ? day : first;
    last = day.isAfter(last) ? day : last;
  }
}
