package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.web.Contract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reports beside pages, and reports in pages.
final class ReportsIT {

  private static final Contract CONTRACT = new Contract("openapi/query-api.yaml");
  private static final String DAYS = "from=2010-12-01&to=2010-12-31";
  private static final int ORDERS = 5;
  private static final int MANY = 24;

  private static EmbeddedPostgres postgres;
  private static ConfigurableApplicationContext application;
  private static HttpClient client;
  private static long head;

  @BeforeAll
  static void start() {
    ShopLog log = new ShopLog();
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    application =
        RunningShop.run(
            RunningShop.Application.class,
            log,
            postgres,
            URI.create("http://127.0.0.1:1"),
            "--daybook.reports.longest=3s");
    client = HttpClient.newHttpClient();
    for (int i = 0; i < ORDERS; i++) {
      head = log.append(sold(i));
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    application.close();
    postgres.close();
  }

  @Test
  void pages_are_answered_while_many_reports_take_long() throws Exception {
    List<String> reports = List.of("/v1/sales?" + DAYS, "/v1/ledger/accounts", "/v1/books");
    for (String report : reports) {
      assertThat(get(report, 20).statusCode()).as(report).isEqualTo(200);
    }
    List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
    try (Connection other = postgres.dataSource("views").getConnection()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("lock table sales, ledger_posting, payment in access exclusive mode");
      }
      for (int i = 0; i < MANY; i++) {
        slow.add(ask(reports.get(i % reports.size()), 1));
      }
      for (int i = 0; i < ORDERS; i++) {
        long begin = System.nanoTime();
        assertThat(get("/v1/products/sku-" + i, 5).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
      }
      for (CompletableFuture<HttpResponse<String>> one : slow) {
        HttpResponse<String> refused = one.get();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(CONTRACT.check("Problem", json(refused))).isEmpty();
      }
      assertThat(slow)
          .extracting(it -> it.get().body())
          .anyMatch(it -> it.contains("reports are being made"))
          .anyMatch(it -> it.contains("takes longer than"));
      other.rollback();
    }
    for (String report : reports) {
      assertThat(get(report, 20).statusCode()).as(report).isEqualTo(200);
    }
  }

  @Test
  void sales_come_page_by_page_in_the_order_of_their_key() throws Exception {
    for (String by : List.of("day", "product", "country")) {
      String report = "/v1/sales?%s&by=%s".formatted(DAYS, by);
      HttpResponse<String> whole = get(report, 20);
      assertThat(whole.headers().firstValue("Link")).isEmpty();
      List<JsonNode> rows = new ArrayList<>();
      String next = report + "&limit=2";
      while (next != null) {
        HttpResponse<String> page = get(next, 20);
        assertThat(CONTRACT.check("Sales", json(page))).isEmpty();
        assertThat(json(page).at("/rows").size()).isBetween(1, 2);
        json(page).at("/rows").forEach(rows::add);
        next = page.headers().firstValue("Link").map(ReportsIT::path).orElse(null);
        assertThat(json(page).has("next")).isEqualTo(next != null);
      }
      assertThat(rows).hasSize(ORDERS).isEqualTo(json(whole).at("/rows").valueStream().toList());
    }
  }

  /// As when a version that was built again is read from now on.
  @ParameterizedTest
  @CsvSource({
    "/v1/sales?from=2010-12-01&to=2010-12-31, /rows, sales",
    "/v1/ledger/accounts, /accounts, ledger_balance",
    "/v1/books, /orders/placed/amounts, orders",
  })
  void a_report_that_waits_for_a_table_to_take_the_place_of_another_is_of_that_one(
      String report, String pointer, String table) throws Exception {
    JsonNode before = json(get(report, 20)).at(pointer);
    CompletableFuture<HttpResponse<String>> meanwhile;
    try (Connection other = postgres.dataSource("views").getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          """
          create table next (like %1$s including all);
          alter table %1$s rename to before;
          alter table next rename to %1$s;
          insert into %1$s select * from before;
          drop table before
          """
              .formatted(table));
      meanwhile = ask(report, 20);
      awaitWaiting();
      other.commit();
    }

    assertThat(before).isNotEmpty();
    assertThat(json(meanwhile.get()).at(pointer)).isEqualTo(before);
  }

  private static void awaitWaiting() {
    JdbcClient views = JdbcClient.create(postgres.dataSource("views"));
    await()
        .until(() ->
            views
                .sql("select exists(select from pg_locks where not granted)")
                .query(Boolean.class)
                .single());
  }

  @Test
  void a_cursor_of_another_list_is_refused() throws Exception {
    String product =
        json(get("/v1/sales?" + DAYS + "&by=product&limit=1", 20)).at("/next").asString();
    for (String odd :
        List.of("by=day&cursor=" + product, "cursor=WyJ4Il0", "cursor=%21", "limit=1001")) {
      assertThat(get("/v1/sales?" + DAYS + "&" + odd, 20).statusCode()).as(odd).isEqualTo(400);
    }
  }

  private static String path(String link) {
    return link.substring(1, link.indexOf('>'));
  }

  private static HttpResponse<String> get(String path, int patience) throws Exception {
    return ask(path, patience).get();
  }

  private static CompletableFuture<HttpResponse<String>> ask(String path, int patience) {
    String port = application.getEnvironment().getProperty("local.server.port", "?");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .headers("Consistency-Token", "" + head, "Prefer", "wait=" + patience)
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /// A day, a product and a country of its own.
  private static DomainEvent[] sold(int i) {
    Sku sku = new Sku("sku-" + i);
    OrderId order = new OrderId("order-" + i);
    Money price = Money.of(100 + i, Currency.GBP);
    return new DomainEvent[] {
      new ProductListed(sku, "Mug", "", "", price),
      new OrderPlaced(
          order,
          null,
          Channel.SHOP,
          "Country " + i,
          List.of(new OrderLine(1, LineKind.GOODS, sku, "mug", 1, price)),
          price,
          "tok",
          Instant.parse("2010-12-0%dT08:26:00Z".formatted(i + 1))),
      new OrderConfirmed(order)
    };
  }
}
