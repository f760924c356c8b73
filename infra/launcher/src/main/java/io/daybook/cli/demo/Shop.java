package io.daybook.cli.demo;

import io.daybook.cli.Progress;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// A shop for a minute: opens with a generated catalogue and stock, serves shoppers side by side,
/// changes some prices meanwhile. The same seed makes the same catalogue and the same shoppers.
public final class Shop {

  private static final long SEED = 18;
  private static final int PRODUCTS = 120;
  private static final int SHOPPERS = 12;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Api api;
  private final String day;
  private final Ledger ledger = new Ledger();
  private final List<Goods> goods = Goods.catalogue(PRODUCTS, new Random(SEED));

  /// @param day names this run: keys are made from it
  public Shop(Api api, String day) {
    this.api = api;
    this.day = day;
  }

  /// Plays for so long. Returns when the last shopper has left.
  ///
  /// @return what the shoppers experienced, counted
  public Map<String, Integer> open(Duration length) {
    stock();
    long end = System.nanoTime() + length.toNanos();
    try (Progress progress = Progress.of("seconds", length.toSeconds());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicInteger visits = new AtomicInteger();
      for (int i = 0; i < SHOPPERS; i++) {
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            int visit = visits.incrementAndGet();
            new Visit(api, goods, ledger, new Random(SEED + visit), day + "-" + visit).run();
          }
        });
      }
      Random luck = new Random(SEED);
      long shown = 0;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        long elapsed = Math.min(length.toSeconds(), progress.elapsed().toSeconds());
        progress.done(elapsed - shown);
        shown = elapsed;
        progress.note(ledger.line("confirmed", "rejected", "cancelled", "returned"));
        if (luck.nextBoolean()) {
          reprice(Goods.pick(goods, luck), 95 + 50L * luck.nextInt(60));
        }
      }
    }
    return ledger.all();
  }

  private void stock() {
    try (Progress progress = Progress.of("products on sale", goods.size())) {
      for (Goods one : goods) {
        stock(one);
        progress.done(1);
      }
    }
  }

  private void stock(Goods one) {
    var product =
        JSON.createObjectNode()
            .put("sku", one.sku())
            .put("name", one.name())
            .put("description", one.description())
            .put("category", one.category());
    product.putObject("price").put("minor", one.pence()).put("currency", "GBP");
    Reply listed =
        api.send(
            Call.of("POST", "/v1/products")
                .json(product.toString())
                .key("demo/" + day + "/list/" + one.sku()));
    if (!listed.accepted() && listed.status() != 409) {
      throw new IllegalStateException(one.sku() + " was not listed: " + listed.refusal());
    }
    api.send(
        Call.of("POST", "/v1/stock/{sku}/receipts", one.sku())
            .json("{\"units\":%d,\"reference\":\"opening stock\"}".formatted(one.units()))
            .key("demo/" + day + "/receive/" + one.sku()));
  }

  private void reprice(Goods one, long pence) {
    api.send(
        Call.of("PUT", "/v1/products/{sku}/price", one.sku())
            .json("{\"price\":{\"minor\":%d,\"currency\":\"GBP\"}}".formatted(pence)));
  }
}
