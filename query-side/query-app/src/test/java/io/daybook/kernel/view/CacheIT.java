package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.ViewChanges;
import io.daybook.kernel.projection.ViewQuarantines;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Two processes that answer from one database, which the projections in one of them change.
final class CacheIT {

  private static final int CHANGES = Integer.getInteger("daybook.cache.events", 3_000);
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final ShopLog LOG = new ShopLog();
  private static final List<MeterRegistry> METERS = new ArrayList<>();

  private static EmbeddedPostgres postgres;
  private static ConfigurableApplicationContext both;
  private static ConfigurableApplicationContext queries;
  private static HttpClient client;
  private static PriceRush rush;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    both = RunningShop.run(RunningShop.Application.class, LOG, postgres, NOWHERE);
    queries = RunningShop.run(RunningShop.Queries.class, LOG, postgres, NOWHERE);
    client = HttpClient.newHttpClient();
    for (ConfigurableApplicationContext one : List.of(both, queries)) {
      MeterRegistry meters = new SimpleMeterRegistry();
      one.getBean(Shelves.class).bindTo(meters);
      METERS.add(meters);
    }
    rush = new PriceRush(LOG, List.of(both, queries), client);
  }

  @AfterAll
  static void stop() {
    client.close();
    queries.close();
    both.close();
    postgres.close();
  }

  @Test
  void nobody_who_brings_a_token_is_shown_an_older_row_by_any_process() throws Exception {
    double before = hits();
    int asked = rush.run(CHANGES, () -> true);
    assertThat(asked).isGreaterThan(100);
    assertThat(hits() - before).isBetween(1.0, asked - 1.0);
  }

  @Test
  void a_row_that_is_mended_without_a_new_position_is_shown_by_every_process() throws Exception {
    Sku tea = new Sku("tea");
    LOG.append(new ProductListed(tea, "Tea", "", "", PriceRush.pounds(1)));
    // PostgreSQL keeps no text with a zero in it.
    long broken = LOG.append(new ProductRevised(tea, "Tea\0", "", ""));
    long waiting = LOG.append(new PriceChanged(tea, PriceRush.pounds(2), PriceRush.pounds(1)));
    for (ConfigurableApplicationContext one : List.of(both, queries)) {
      assertThat(price(one, "tea", waiting)).isEqualTo(1);
    }

    var _ =
        both.getBean(ViewQuarantines.class).of("projections.catalog.products").skip("tea", broken);

    for (ConfigurableApplicationContext one : List.of(both, queries)) {
      await().until(() -> price(one, "tea", waiting) == 2);
    }
  }

  @Test
  void a_product_is_shown_anew_when_only_its_stock_changes() throws Exception {
    Sku pot = new Sku("pot");
    long listed = LOG.append(new ProductListed(pot, "Pot", "", "", PriceRush.pounds(1)));
    assertThat(rush.json(queries, "/v1/products/pot", listed).at("/available").asInt()).isZero();
    long received = LOG.append(new StockReceived(pot, 3, "", new StockLevel(3, 0)));
    assertThat(rush.json(queries, "/v1/products/pot", received).at("/available").asInt())
        .isEqualTo(3);
    assertThat(rush.json(queries, "/v1/stock/pot", received).at("/onHand").asInt()).isEqualTo(3);
  }

  @Test
  void whoever_missed_changes_forgets_everything() throws Exception {
    Sku jar = new Sku("jar");
    long listed = LOG.append(new ProductListed(jar, "Jar", "", "", PriceRush.pounds(1)));
    JdbcClient views = queries.getBean("viewsJdbc", JdbcClient.class);
    String change = "update product set price_minor = ? where sku = 'jar'";
    assertThat(price(queries, "jar", listed)).isOne();
    // As if a table had been replaced: no event tells.
    views.sql(change).param(5).update();
    assertThat(price(queries, "jar", listed)).isOne();
    try (var connection = postgres.dataSource("views").getConnection()) {
      ViewChanges.noteAll(connection);
    }
    await().until(() -> price(queries, "jar", 0) == 5);
    views.sql(change).param(6).update();
    views.sql("update view_head set number = number + 5").update();
    await().until(() -> price(queries, "jar", 0) == 6);
  }

  @Test
  void only_the_last_changes_are_remembered() throws Exception {
    try (var connection = postgres.dataSource("views").getConnection()) {
      for (int i = 0; i < 1_100; i++) {
        ViewChanges.note(List.of("product/" + i), connection);
      }
    }
    assertThat(
            queries
                .getBean("viewsJdbc", JdbcClient.class)
                .sql("select count(*) from view_change")
                .query(Long.class)
                .single())
        .isEqualTo(1_000);
  }

  private static int price(ConfigurableApplicationContext one, String sku, long token)
      throws Exception {
    return rush.json(one, "/v1/products/" + sku, token).at("/price/minor").asInt();
  }

  private static double hits() {
    return METERS.stream()
        .mapToDouble(meters ->
            meters
                .get("cache.gets")
                .tags("cache", "daybook.product", "result", "hit")
                .functionCounter()
                .count())
        .sum();
  }
}
