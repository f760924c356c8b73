package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cart.event.CartEvent.CartLineRemoved;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.web.Contract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The past over HTTP: each answer was noted when the views stood at its position, and is asked for
/// again when they have gone on.
final class TimeTravelIT {

  private static final List<String> PATHS =
      List.of("/v1/carts/walk", "/v1/stock/walk", "/v1/orders/536365", "/v1/stock/85123A");
  private static final int STEPS = 40;
  private static final ShopLog LOG = new ShopLog();
  private static final List<Noted> NOTED = new ArrayList<>();

  private record Noted(long position, List<HttpResponse<String>> answers) {}

  private static EmbeddedPostgres postgres;
  private static ConfigurableApplicationContext application;
  private static HttpClient client;
  private static String base;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    application =
        RunningShop.run(
            RunningShop.Application.class, LOG, postgres, URI.create("http://127.0.0.1:1"));
    base = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port", "?");
    client = HttpClient.newHttpClient();
    LOG.hold();
    History.tellTo(LOG);
    randomSteps().forEach(LOG::append);
    for (long position = 1; position <= LOG.head(); position++) {
      LOG.releaseUpTo(position);
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (String path : PATHS) {
        answers.add(get(path, "Consistency-Token", "" + position, "Prefer", "wait=20"));
      }
      NOTED.add(new Noted(position, answers));
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    application.close();
    postgres.close();
  }

  private static List<DomainEvent> randomSteps() {
    Random random = new Random(11);
    CartId cart = new CartId("walk");
    Sku item = new Sku("walk");
    List<DomainEvent> steps = new ArrayList<>();
    steps.add(new CartOpened(cart, null, Currency.GBP));
    steps.add(new OrderShipped(new OrderId("536365")));
    long onHand = 0;
    for (int i = 0; i < STEPS; i++) {
      Sku sku = new Sku("sku-" + random.nextInt(3));
      int units = random.nextInt(1, 9);
      onHand += units;
      steps.add(
          switch (random.nextInt(4)) {
            case 0 -> new CartLineRemoved(cart, sku);
            case 1 -> new StockReceived(item, units, "truck", new StockLevel(onHand, 0));
            case 2 -> new StockAdjusted(item, units, "found", new StockLevel(onHand, 0));
            default ->
                new CartLineSet(
                    cart, new CartLine(sku, "A " + i, units, Money.of(i, Currency.GBP)));
          });
    }
    return steps;
  }

  @Test
  void a_view_as_of_a_position_is_what_it_answered_when_it_stood_there() throws Exception {
    int found = 0;
    for (Noted noted : NOTED) {
      long position = noted.position();
      for (int i = 0; i < PATHS.size(); i++) {
        HttpResponse<String> then = noted.answers().get(i);
        HttpResponse<String> again = get(PATHS.get(i) + "?asOf=" + position);
        assertThat(again.statusCode()).as(again.uri().toString()).isEqualTo(then.statusCode());
        if (then.statusCode() == 200) {
          assertThat(again.body()).as(again.uri().toString()).isEqualTo(then.body());
          assertThat(again.headers().firstValue("ETag"))
              .isEqualTo(then.headers().firstValue("ETag"));
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void a_view_as_of_an_instant_is_that_of_the_last_position_until_then() throws Exception {
    for (long position : List.of(LOG.head() / 2, LOG.head() - 1, LOG.head())) {
      Instant at = ShopLog.recorded(position);
      for (Instant moment : List.of(at, at.plusMillis(999))) {
        for (String path : PATHS) {
          HttpResponse<String> answer = get(path + "?asOf=" + moment);
          assertThat(answer.body()).isEqualTo(get(path + "?asOf=" + position).body());
          assertThat(answer.headers().firstValue("Cache-Control").orElse("")).endsWith("no-cache");
        }
      }
    }
  }

  @Test
  void an_answer_that_can_not_change_says_so() throws Exception {
    assertThat(get("/v1/orders/536365?asOf=" + LOG.head()).headers().firstValue("Cache-Control"))
        .contains("private, max-age=31536000, immutable");
    HttpResponse<String> stock = get("/v1/stock/walk?asOf=" + LOG.head());
    assertThat(stock.headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");
    String etag = stock.headers().firstValue("ETag").orElseThrow();
    assertThat(get("/v1/stock/walk?asOf=" + LOG.head(), "If-None-Match", etag).statusCode())
        .isEqualTo(304);
  }

  @Test
  void what_was_not_there_yet_is_not_found_and_what_has_not_come_is_refused() throws Exception {
    assertThat(get("/v1/orders/536365?asOf=1").statusCode()).isEqualTo(404);
    assertThat(get("/v1/orders/536365?asOf=0").statusCode()).isEqualTo(404);
    assertThat(get("/v1/orders/536365?asOf=2009-01-01T00:00:00Z").statusCode()).isEqualTo(404);
    for (String moment :
        List.of(
            "" + (LOG.head() + 1),
            "" + Long.MAX_VALUE,
            "" + Instant.now().plus(Duration.ofHours(1)))) {
      HttpResponse<String> refused = get("/v1/orders/536365?asOf=" + moment);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(json(refused).at("/type").asString())
          .isEqualTo("/problems/request/moment-not-yet");
      assertThat(new Contract("openapi/query-api.yaml").check("Problem", json(refused))).isEmpty();
    }
  }

  @Test
  void what_no_table_can_take_is_left_out_of_the_past_which_says_so() throws Exception {
    CartId cart = new CartId("odd");
    Sku mug = new Sku("mug");
    Money price = Money.of(5, Currency.GBP);
    // PostgreSQL keeps no text with a zero in it.
    LOG.append(
        new CartOpened(cart, null, Currency.GBP),
        new CartLineSet(cart, new CartLine(new Sku("odd"), "A\0", 1, price)));
    LOG.appendUnreadable(new StreamId("cart", cart.value()));
    long last = LOG.append(new CartLineSet(cart, new CartLine(mug, "Mug", 2, price)));

    HttpResponse<String> then = get("/v1/carts/odd?asOf=" + last);

    assertThat(then.statusCode()).as(then.body()).isEqualTo(200);
    assertThat(json(then).at("/lines")).hasSize(1);
    assertThat(json(then).at("/lines/0/sku").asString()).isEqualTo("mug");
    assertThat(then.headers().firstValue("Stale-View")).contains("projections.cart.carts");
    assertThat(then.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(get("/v1/carts/odd?asOf=" + (last - 3)).headers().firstValue("Stale-View"))
        .as("before it")
        .isEmpty();

    JsonNode history = json(get("/v1/carts/odd/history"));
    assertThat(new Contract("openapi/query-api.yaml").check("CartHistory", history)).isEmpty();
    assertThat(history.at("/events")).hasSize(4);
    assertThat(history.at("/events/2/position").asLong()).isEqualTo(last - 1);
    assertThat(history.at("/events/2/who").asString()).isEqualTo("shop");
    assertThat(history.at("/events/2").has("said")).isFalse();
    assertThat(history.at("/events/3").has("said")).isTrue();
  }

  @Test
  void a_token_is_read_waited_for_and_never_answered_with_a_lower_one() throws Exception {
    String path = "/v1/carts/walk?asOf=" + LOG.head() / 2;
    String head = String.valueOf(LOG.head());
    assertThat(get(path, "Consistency-Token", "nonsense").statusCode()).isEqualTo(400);
    HttpResponse<String> early =
        get(path, "Consistency-Token", "" + (LOG.head() + 1_000), "Prefer", "wait=0");
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.headers().firstValue("Retry-After")).isPresent();
    for (String moment : List.of("" + LOG.head() / 2, "" + ShopLog.recorded(LOG.head() / 2))) {
      HttpResponse<String> then = get("/v1/carts/walk?asOf=" + moment, "Consistency-Token", head);
      assertThat(then.statusCode()).isEqualTo(200);
      assertThat(then.headers().firstValue("Consistency-Token")).contains(head);
    }
  }

  @Test
  void nobody_sees_the_rows_of_the_past_afterwards() throws Exception {
    assertThat(get("/v1/carts/walk?asOf=" + LOG.head() / 2).statusCode()).isEqualTo(200);
    assertThat(get("/v1/carts/walk").body()).isEqualTo(NOTED.getLast().answers().getFirst().body());
    for (String table : List.of("past.cart", "past.cart_line", "past.orders")) {
      assertThat(
              application
                  .getBean("viewsJdbc", JdbcClient.class)
                  .sql("select count(*) from " + table)
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  @Test
  void a_history_tells_who_when_what_why_and_what_led_to_it_page_by_page() throws Exception {
    Contract contract = new Contract("openapi/query-api.yaml");
    for (String path : List.of("/v1/carts/walk", "/v1/stock/walk", "/v1/orders/536365")) {
      String schema =
          path.contains("cart")
              ? "CartHistory"
              : path.contains("stock") ? "StockHistory" : "OrderHistory";
      List<JsonNode> whole = new ArrayList<>();
      json(get(path + "/history")).at("/events").forEach(whole::add);
      List<JsonNode> parts = new ArrayList<>();
      String next = path + "/history?limit=3";
      while (next != null) {
        HttpResponse<String> part = get(next);
        assertThat(contract.check(schema, json(part))).isEmpty();
        assertThat(ContractPaths.read().undocumented(schema, json(part))).isEmpty();
        json(part).at("/events").forEach(parts::add);
        next =
            part.headers()
                .firstValue("Link")
                .map(it -> it.substring(1, it.indexOf('>')))
                .orElse(null);
      }
      assertThat(parts).isEqualTo(whole).hasSizeGreaterThan(5);
      JsonNode first = whole.getFirst();
      assertThat(first.at("/who").asString()).isEqualTo("shop");
      assertThat(first.at("/correlationId").asString()).isEqualTo("all");
      assertThat(first.at("/causationId").asString())
          .isEqualTo("cause-" + first.at("/position").asLong());
      assertThat(Instant.parse(first.at("/at").asString()))
          .isEqualTo(ShopLog.recorded(first.at("/position").asLong()));
      assertThat(get(path + "/history?offset=9999").statusCode()).isEqualTo(200);
      assertThat(get(path + "x/history").statusCode()).isEqualTo(404);
      assertThat(get(path + "x/history?offset=1").statusCode()).isEqualTo(404);
    }
    assertThat(json(get("/v1/stock/walk/history")).at("/events"))
        .anyMatch(it -> it.at("/why").asString("").equals("found"))
        .anyMatch(it -> it.at("/said/units").asInt(0) > 0);
  }

  @Test
  void caches_are_told_what_an_answer_is_about() throws Exception {
    assertThat(get("/v1/products/85123A").headers().firstValue("Surrogate-Key"))
        .contains("product/85123A stock/85123A");
    String etag = get("/v1/orders/536365").headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> same = get("/v1/orders/536365", "If-None-Match", etag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.headers().firstValue("Surrogate-Key")).contains("order/536365");
    assertThat(same.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(same.headers().firstValue("ETag")).contains(etag);
    assertThat(Answers.thing("product", "a b/ü")).isEqualTo("product/a%20b%2F%C3%BC");
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
