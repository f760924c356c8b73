package io.daybook.ordering.domain;

import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.Decision;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.command.OrderingRejection.ReturnExceedsShipped;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.ReturnedLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rules of goods that come back to a shipped order.
final class Returns {

  private Returns() {}

  static Decision<OrderEvent> accept(AcceptReturn command, Order order) {
    if (command.lines().isEmpty() || command.lines().stream().anyMatch(it -> it.units() < 1)) {
      return reject(
          new OrderLinesInvalid(
              command.returnId().value(), "At least one line comes back, with at least 1 unit."));
    }
    List<ReturnedLine> lines = onePerSku(command.lines());
    for (ReturnedLine line : lines) {
      int returnable = order.returnable(line.sku());
      if (line.units() > returnable) {
        return reject(
            new ReturnExceedsShipped(command.orderId(), line.sku(), line.units(), returnable));
      }
    }
    return Decision.accept(
        new GoodsReturned(
            command.orderId(), command.returnId(), lines, refund(lines, order), command.reason()));
  }

  /// In the order in which the skus come first. A sum that no order can have shipped stays at the
  /// largest `int`, which is more than any order has.
  private static List<ReturnedLine> onePerSku(List<ReturnedLine> lines) {
    Map<Sku, Integer> units = new LinkedHashMap<>();
    for (ReturnedLine line : lines) {
      units.merge(
          line.sku(), line.units(), (a, b) -> Math.clamp((long) a + b, 1, Integer.MAX_VALUE));
    }
    return units.entrySet().stream()
        .map(it -> new ReturnedLine(it.getKey(), it.getValue()))
        .toList();
  }

  /// A credit note may have given part of the price back already; nobody gets it twice.
  private static Money refund(List<ReturnedLine> lines, Order order) {
    Money price =
        lines.stream()
            .map(line -> order.priceOfReturn(line.sku(), line.units()))
            .reduce(Money::plus)
            .orElseThrow();
    return price.isWithin(order.creditable()) ? price : order.creditable();
  }
}
