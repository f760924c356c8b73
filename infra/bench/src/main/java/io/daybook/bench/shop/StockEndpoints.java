package io.daybook.bench.shop;

import io.daybook.bench.shop.StockWords.CheckOut;
import io.daybook.bench.shop.StockWords.OpenCart;
import io.daybook.bench.shop.StockWords.SetLine;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// What a buyer needs. It checks nothing, and remembers no idempotency keys.
@RestController
final class StockEndpoints {

  private static final long PATIENCE_SECONDS = 60;

  private final CommandGateway commands;
  private final StockOutcomes outcomes;

  StockEndpoints(CommandGateway commands, StockOutcomes outcomes) {
    this.commands = commands;
    this.outcomes = outcomes;
  }

  @PostMapping("/v1/carts")
  Map<String, String> open() {
    String cart = UUID.randomUUID().toString();
    commands.sendAndWait(new OpenCart(cart));
    return Map.of("id", cart);
  }

  @PutMapping("/v1/carts/{cart}/lines/{sku}")
  Map<String, String> set(
      @PathVariable("cart") String cart, @PathVariable("sku") String sku, @RequestBody Line line) {
    commands.sendAndWait(new SetLine(cart, sku, line.units()));
    return Map.of("id", cart);
  }

  @PostMapping("/v1/carts/{cart}/checkout")
  Map<String, String> checkOut(@PathVariable("cart") String cart) throws Exception {
    String order = UUID.randomUUID().toString();
    CompletableFuture<Map<String, String>> outcome = outcomes.of(order);
    commands.sendAndWait(new CheckOut(cart, order));
    return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  record Line(int units) {}
}
