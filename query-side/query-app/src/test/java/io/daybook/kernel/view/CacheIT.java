package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.ViewChanges;
import io.daybook.kernel.projection.ViewQuarantines;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
  void a_copy_elsewhere_ends_when_its_row_is_made_anew_without_an_event() throws Exception {
    Sku cup = new Sku("cup");
    CartId cart = new CartId("cup");
    OrderId order = new OrderId("cup");
    OrderLine line = new OrderLine(1, LineKind.GOODS, cup, "Cup", 2, PriceRush.pounds(3));
    long last =
        LOG.append(
            new ProductListed(cup, "Cup", "", "", PriceRush.pounds(3)),
            new StockReceived(cup, 3, "", new StockLevel(3, 0)),
            new CartOpened(cart, null, Currency.GBP),
            new OrderPlaced(
                order,
                null,
                Channel.SHOP,
                "France",
                List.of(line),
                PriceRush.pounds(6),
                "tok",
                ShopLog.recorded(1)),
            new CreditNoteIssued(
                new CreditNoteId("cup"),
                null,
                "France",
                List.of(line),
                PriceRush.pounds(6),
                "broken",
                ShopLog.recorded(1)));
    List<String> paths =
        List.of(
            "/v1/products/cup",
            "/v1/stock/cup",
            "/v1/carts/cup",
            "/v1/orders/cup",
            "/v1/credit-notes/cup");
    List<HttpResponse<String>> before = new ArrayList<>();
    for (String path : paths) {
      before.add(get(path, "Consistency-Token", "" + last, "Prefer", "wait=20"));
      String etag = etag(before.getLast());
      assertThat(etag).startsWith("\"1-");
      assertThat(get(path, "If-None-Match", etag).statusCode()).as(path).isEqualTo(304);
    }

    JdbcClient views = queries.getBean("viewsJdbc", JdbcClient.class);
    for (String change :
        List.of(
            "update product set name = 'Mug' where sku = 'cup'",
            "update stock_level set received = 4 where sku = 'cup'",
            "update cart set customer_id = 'somebody' where cart_id = 'cup'",
            "update order_timeline set why = 'mended' where order_id = 'cup'",
            "update credit_note set reason = 'mended' where credit_note_id = 'cup'")) {
      assertThat(views.sql(change).update()).as(change).isOne();
    }
    try (var connection = postgres.dataSource("views").getConnection()) {
      ViewChanges.noteAll(connection);
    }

    for (HttpResponse<String> old : before) {
      String path = old.uri().getPath();
      String etag = etag(old);
      await().until(() -> get(path, "If-None-Match", etag).statusCode() == 200);
      HttpResponse<String> after = get(path, "If-None-Match", etag);
      assertThat(after.body()).as(path).isNotEqualTo(old.body());
      assertThat(etag(after)).startsWith("\"1-").isNotEqualTo(etag);
    }
  }

  @Test
  void a_process_without_the_log_says_that_asking_it_again_is_of_no_use() throws Exception {
    for (String path :
        List.of("/v1/carts/c?asOf=1", "/v1/orders/o?asOf=1", "/v1/stock/s/history")) {
      HttpResponse<String> refused = get(path, "Prefer", "wait=0");
      assertThat(refused.statusCode()).isEqualTo(501);
      assertThat(refused.body()).contains("/problems/service/no-past-here");
      assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    }
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

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    String port = queries.getEnvironment().getProperty("local.server.port", "?");
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .headers(headers)
            .build(),
        BodyHandlers.ofString());
  }

  private static String etag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
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
