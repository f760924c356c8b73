package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What searches with tokens cost, in a shop whose index is written without a rest: nothing else
/// keeps forced refreshes apart there.
final class SearchRefreshIT {

  private static final Sku MUG = new Sku("mug");
  private static final int WRITERS = 2;
  private static final int PRICES = 40;

  private static RunningShop shop;
  private static ElasticsearchClient index;

  @BeforeAll
  static void start() {
    shop =
        RunningShop.start(
            "--daybook.projections.search-interval=0ms", "--daybook.projections.longest-rest=0ms");
    index = shop.application().getBean("viewsElasticsearch", ElasticsearchClient.class);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void searches_that_each_bring_a_newer_token_do_not_each_force_a_refresh() throws Exception {
    long listed = shop.log().append(new ProductListed(MUG, "Mug", "", "Kitchen", price(1)));
    assertThat(search(listed).at("/items/0/price/minor").asLong()).isEqualTo(1);
    index
        .indices()
        .putSettings(
            it -> it.index("products").settings(s -> s.refreshInterval(r -> r.time("-1"))));
    writeAndSearch();
    long before = refreshes();
    long begin = System.nanoTime();

    writeAndSearch();

    long tenths = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 100;
    assertThat(refreshes() - before).as("in %d tenths", tenths).isBetween(1L, tenths + 1);
  }

  /// Each writer looks for what it wrote before it writes again.
  private static void writeAndSearch() throws Exception {
    Callable<Void> writer =
        () -> {
          for (int i = 2; i < PRICES + 2; i++) {
            JsonNode found =
                search(shop.log().append(new PriceChanged(MUG, price(i), price(i - 1))));
            assertThat(found.path("items")).hasSize(1);
          }
          return null;
        };
    List<Callable<Void>> writers = Collections.nCopies(WRITERS, writer);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> written : threads.invokeAll(writers)) {
        assertThat(written).succeedsWithin(Duration.ZERO);
      }
    }
  }

  private static JsonNode search(long token) throws IOException, InterruptedException {
    return shop.json(
        "/v1/products?q=mug", "Consistency-Token", String.valueOf(token), "Prefer", "wait=20");
  }

  private static long refreshes() throws IOException {
    var all = index.indices().stats(it -> it.index("products")).all().primaries();
    return all == null || all.refresh() == null ? -1 : all.refresh().externalTotal();
  }

  private static Money price(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
