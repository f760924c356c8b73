package io.daybook.ordering.domain;

import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.Decision;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelLines;
import io.daybook.ordering.command.OrderingRejection;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.command.OrderingRejection.ReturnExceedsShipped;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.ReturnedLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of goods that come back to a shipped order, or are called off before it is shipped.
final class Returns {

  private Returns() {}

  static Decision<OrderEvent> accept(AcceptReturn command, Order order) {
    List<ReturnedLine> lines = onePerSku(command.lines());
    return refusal(command.returnId().value(), command.lines(), lines, order)
        .<Decision<OrderEvent>>map(Decision::reject)
        .orElseGet(() ->
            Decision.accept(
                new GoodsReturned(
                    command.orderId(),
                    command.returnId(),
                    lines,
                    refund(lines, order),
                    command.reason())));
  }

  static Decision<OrderEvent> cancel(CancelLines command, Order order) {
    List<ReturnedLine> lines = onePerSku(command.lines());
    String id = command.orderId().value();
    Optional<OrderingRejection> refusal = refusal(id, command.lines(), lines, order);
    if (refusal.isPresent()) {
      return reject(refusal.get());
    }
    if (lines.stream().mapToLong(ReturnedLine::units).sum() >= order.goodsLeft()) {
      return reject(
          new OrderLinesInvalid(id, "Some goods stay; what is off as a whole is cancelled so."));
    }
    return Decision.accept(
        new LinesCancelled(
            command.orderId(),
            order.cancellations() + 1,
            lines,
            refund(lines, order),
            command.reason()));
  }

  private static Optional<OrderingRejection> refusal(
      String document, List<ReturnedLine> asked, List<ReturnedLine> lines, Order order) {
    if (asked.isEmpty() || asked.stream().anyMatch(it -> it.units() < 1)) {
      return Optional.of(
          new OrderLinesInvalid(document, "At least one line comes back, with at least 1 unit."));
    }
    return lines.stream()
        .filter(it -> it.units() > order.returnable(it.sku()))
        .findFirst()
        .map(it ->
            new ReturnExceedsShipped(
                order.content().orderId(), it.sku(), it.units(), order.returnable(it.sku())));
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
