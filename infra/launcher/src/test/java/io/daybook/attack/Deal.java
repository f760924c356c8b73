package io.daybook.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the log tells of one order, its money and its stock.
final class Deal {

  final List<String> events = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  JsonNode placed = tools.jackson.databind.node.JsonNodeFactory.instance.missingNode();
  String status = "";
  long total;
  long owedBack;
  long authorized;
  long captured;
  long voided;
  long refundsRequested;
  long refunded;
  boolean reserved;

  void on(String type, JsonNode event) {
    events.add(type);
    counts.merge(type, 1, Integer::sum);
    switch (type) {
      case "ordering.order-placed" -> {
        placed = event;
        total = minor(event, "total");
        status = "PLACED";
      }
      case "ordering.order-confirmed" -> status = "CONFIRMED";
      case "ordering.order-rejected" -> status = "REJECTED";
      case "ordering.order-cancelled" -> status = "CANCELLED";
      case "ordering.order-shipped" -> status = "SHIPPED";
      case "ordering.goods-returned", "ordering.lines-cancelled" ->
          owedBack += minor(event, "refund");
      case "ordering.order-credited" -> owedBack += minor(event, "amount");
      case "inventory.reservation-made" -> reserved = true;
      case "inventory.reservation-released", "inventory.reservation-shipped" -> reserved = false;
      case "payment.authorized" -> authorized += minor(event, "amount");
      case "payment.captured" -> captured += minor(event, "amount");
      case "payment.voided" -> voided = authorized - captured;
      case "payment.refund-requested" -> refundsRequested += minor(event, "amount");
      case "payment.refunded" -> refunded += minor(event, "amount");
      default -> {}
    }
  }

  int count(String type) {
    return counts.getOrDefault(type, 0);
  }

  boolean isLive() {
    return status.equals("CONFIRMED") || status.equals("SHIPPED");
  }

  /// What the shop has of the shopper's money.
  long kept() {
    return captured - refunded;
  }

  /// Whether all has happened that follows from the order's end.
  boolean isSettled() {
    return !status.isEmpty()
        && !status.equals("PLACED")
        && authorized == captured + voided
        && refunded == refundsRequested
        && kept() == (isLive() ? total - owedBack : 0)
        && reserved == status.equals("CONFIRMED");
  }

  private static long minor(JsonNode event, String field) {
    return event.path(field).path("minor").asLong();
  }
}
