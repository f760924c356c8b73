package io.daybook.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.http.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everybody wants the same thing at once, and goes all the way: a cart, an order, its reservation,
/// the payment, the confirmation.
class FlashSaleIT {

  private static final int BUYERS = 1_000;
  private static final int UNITS = 100;
  private static final int CONNECTIONS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  @Test
  void of_a_thousand_buyers_of_a_hundred_lamps_a_hundred_have_one_and_all_are_told()
      throws Exception {
    try (OpenShop shop = new OpenShop(folder.resolve("data"), Map.of())) {
      shop.sell("lamp", UNITS);
      long[] nanos = new long[BUYERS];
      List<Callable<Reply>> buyers = new ArrayList<>();
      for (int i = 0; i < BUYERS; i++) {
        int buyer = i;
        buyers.add(() -> {
          long start = System.nanoTime();
          String cart = shop.cart("lamp", 1);
          Reply reply = shop.send(OpenShop.checkOut(cart, OpenShop.GOOD_CARD).waiting(PATIENCE));
          nanos[buyer] = System.nanoTime() - start;
          return reply;
        });
      }

      long start = System.nanoTime();
      List<Reply> replies = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
        for (Future<Reply> reply : threads.invokeAll(buyers)) {
          replies.add(reply.get());
        }
      }
      print(System.nanoTime() - start, nanos);

      assertThat(replies).extracting(Reply::status).containsOnly(201);
      assertThat(replies)
          .filteredOn(it -> it.json().path("status").asString().equals("CONFIRMED"))
          .hasSize(UNITS);
      assertThat(replies)
          .filteredOn(it -> it.json().path("reason").asString("").equals("OUT_OF_STOCK"))
          .hasSize(BUYERS - UNITS);
      assertThat(shop.available("lamp")).isZero();
      shop.verify();
      Deals deals = new Deals(shop);
      long taken =
          replies.stream()
              .mapToLong(it -> deals.settled(it.json().path("orderId").asString()).captured)
              .sum();
      assertThat(taken).isEqualTo(UNITS * 100L);
    }
  }

  private static void print(long took, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "Flash sale: %,.0f buyers answered a second, p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
        BUYERS * 1e9 / took,
        nanos[BUYERS / 2] / 1e6,
        nanos[BUYERS * 99 / 100] / 1e6,
        nanos[BUYERS - 1] / 1e6);
  }
}
