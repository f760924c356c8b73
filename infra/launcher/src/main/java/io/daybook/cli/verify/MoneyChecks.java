package io.daybook.cli.verify;

import io.daybook.cli.verify.OrderFold.Order;
import io.daybook.kernel.Money;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// Claims about orders and their money that the log alone has to bear out.
final class MoneyChecks {

  private final Map<String, Order> orders;

  MoneyChecks(OrderFold fold) {
    orders = fold.orders();
  }

  List<Check> all() {
    return List.of(
        each(
            "Every order has ended",
            "%,d placed: %,d confirmed, %,d rejected, %,d cancelled"
                .formatted(
                    orders.size(), count("CONFIRMED"), count("REJECTED"), count("CANCELLED")),
            Order::ended),
        placedIsAccountedFor(),
        each(
            "Captured - refunded = owed, order by order",
            "%s captured - %s refunded = %s owed"
                .formatted(sum(it -> it.captured), sum(it -> it.refunded), sum(Order::owed)),
            order -> order.captured.minus(order.refunded).equals(order.owed())),
        each(
            "Nothing was captured beyond an order's total",
            "",
            order -> order.captured.compareTo(order.total) <= 0),
        each(
            "Authorized = captured + voided, nothing is still held",
            "%s authorized = %s captured + %s voided"
                .formatted(sum(it -> it.authorized), sum(it -> it.captured), sum(it -> it.voided)),
            order -> order.held().isZero()),
        each(
            "No rejected or cancelled order holds stock",
            "",
            order -> !order.reserved || order.status.equals("CONFIRMED")));
  }

  private Check placedIsAccountedFor() {
    Amounts placed = sum(it -> it.total);
    Amounts ended = new Amounts();
    for (String status : List.of("CONFIRMED", "REJECTED", "CANCELLED")) {
      ended.add(sumOf(status));
    }
    Offenders offenders = new Offenders();
    offenders.unless(placed.equals(ended), "all orders");
    return offenders.check(
        "Placed = confirmed + rejected + cancelled",
        "%s = %s + %s + %s"
            .formatted(placed, sumOf("CONFIRMED"), sumOf("REJECTED"), sumOf("CANCELLED")));
  }

  private Check each(String claim, String detail, Predicate<Order> rule) {
    Offenders offenders = new Offenders();
    orders.forEach((id, order) -> offenders.unless(rule.test(order), id));
    return offenders.check(claim, detail);
  }

  private long count(String status) {
    return orders.values().stream().filter(it -> it.status.equals(status)).count();
  }

  private Amounts sumOf(String status) {
    return sum(it -> it.status.equals(status) ? it.total : Money.zero(it.total.currency()));
  }

  private Amounts sum(Function<Order, Money> part) {
    Amounts sum = new Amounts();
    orders.values().forEach(order -> sum.add(part.apply(order)));
    return sum;
  }
}
