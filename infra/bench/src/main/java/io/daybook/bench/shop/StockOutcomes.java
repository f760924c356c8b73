package io.daybook.bench.shop;

import io.daybook.bench.shop.StockWords.OrderConfirmed;
import io.daybook.bench.shop.StockWords.OrderRejected;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/// Tells those who wait, as soon as it is committed. Thread-safe.
@ProcessingGroup(StockOutcomes.GROUP)
final class StockOutcomes {

  static final String GROUP = "outcomes";

  private final Map<String, CompletableFuture<Map<String, String>>> waiting =
      new ConcurrentHashMap<>();

  CompletableFuture<Map<String, String>> of(String order) {
    return waiting.computeIfAbsent(order, _ -> new CompletableFuture<>());
  }

  @EventHandler
  void on(OrderConfirmed event) {
    tell(event.order(), Map.of("orderId", event.order(), "status", "CONFIRMED"));
  }

  @EventHandler
  void on(OrderRejected event) {
    tell(
        event.order(),
        Map.of("orderId", event.order(), "status", "REJECTED", "reason", event.reason()));
  }

  private void tell(String order, Map<String, String> outcome) {
    CurrentUnitOfWork.get()
        .root()
        .afterCommit(_ -> {
          of(order).complete(outcome);
          waiting.remove(order);
        });
  }
}
