package io.daybook.kernel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.LogEventStore;
import io.daybook.eventstore.Receipts;
import io.daybook.web.StrictJson;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommandSideIT {

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static CommandSideServer server;
  private static Api api;

  @BeforeAll
  static void start() {
    server = CommandSideServer.start(postgres, "events");
    api = server.api();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void a_product_is_listed_priced_revised_and_delisted() {
    Api.Response listed = api.post("/v1/products", product("A 1"));

    assertThat(listed.status()).as(listed.text()).isEqualTo(201);
    assertThat(listed.header("Location")).isEqualTo("/v1/products/A%201");
    assertThat(listed.header("ETag")).isEqualTo("\"1\"");
    assertThat(Long.parseLong(listed.header("Consistency-Token"))).isPositive();
    assertThat(listed.json().get("id").asString()).isEqualTo("A 1");

    Api.Response priced =
        api.send(
            "PUT",
            "/v1/products/A%201/price",
            "{\"price\":{\"minor\":300,\"currency\":\"GBP\"}}",
            "If-Match",
            "\"1-IHl9LHxPn0AgGZVZUKJZ_w\"");
    assertThat(priced.status()).as(priced.text()).isEqualTo(200);
    assertThat(priced.header("ETag")).isEqualTo("\"2\"");

    Api.Response revised =
        api.send("PATCH", "/v1/products/A%201", "{\"name\":\"New\",\"category\":\"Other\"}");
    assertThat(revised.status()).as(revised.text()).isEqualTo(200);

    Api.Response delisted = api.send("DELETE", "/v1/products/A%201?reason=old", "");
    assertThat(delisted.status()).as(delisted.text()).isEqualTo(200);
    assertThat(delisted.header("ETag")).isEqualTo("\"4\"");
  }

  @Test
  void a_command_that_finds_its_work_done_says_from_where_on_that_can_be_read() {
    assertThat(api.post("/v1/products", product("T1")).status()).isEqualTo(201);
    Api.Response delisted = api.send("DELETE", "/v1/products/T1?reason=old", "");

    Api.Response again = api.send("DELETE", "/v1/products/T1?reason=old", "");

    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().has("position")).as("written").isFalse();
    assertThat(Long.parseLong(again.header("Consistency-Token")))
        .isGreaterThanOrEqualTo(Long.parseLong(delisted.header("Consistency-Token")));
  }

  @Test
  void a_batch_answers_each_line_in_order() {
    String batch =
        """
        {"method":"POST","path":"/v1/products","body":%s}
        {"method":"PUT","path":"/v1/products/B1/price","body":{"price":{"minor":1,"currency":"GBP"}}}
        {"method":"POST","path":"/v1/stock/B1/receipts","body":{"units":5,"reference":"x"}}
        {"method":"POST","path":"/v1/stock/B1/receipts","idempotencyKey":"b1","body":{"units":5,"reference":"x"}}
        not json
        {"method":"GET","path":"/v1/products/B1"}
        {"method":"POST","path":"/v1/nothing","body":{}}
        """
            .formatted(product("B1").strip());

    Api.Response response = api.post("/v1/commands", batch, "Content-Type", "application/x-ndjson");

    assertThat(response.status()).as(response.text()).isEqualTo(200);
    assertThat(response.text().lines().map(CommandSideIT::lineAndStatus))
        .containsExactly("1 201", "2 200", "3 400", "4 201", "5 400", "6 400", "7 404");
  }

  @Test
  void the_log_says_what_the_calling_program_calls_itself() {
    assertThat(api.post("/v1/products", product("W1")).status()).isEqualTo(201);
    Api.Response priced =
        api.send(
            "PUT",
            "/v1/products/W1/price",
            "{\"price\":{\"minor\":300,\"currency\":\"GBP\"}}",
            "Client-Name",
            "back-office");
    assertThat(priced.status()).as(priced.text()).isEqualTo(200);
    Api.Response batch =
        api.post(
            "/v1/commands",
            "{\"method\":\"DELETE\",\"path\":\"/v1/products/W1?reason=old\"}",
            "Content-Type",
            "application/x-ndjson",
            "Client-Name",
            "nightly");
    assertThat(lineAndStatus(batch.text())).isEqualTo("1 200");
    assertThat(api.send("DELETE", "/v1/products/W1", "", "Client-Name", "saga checkout").status())
        .isEqualTo(400);

    assertThat(actors("product/W1")).containsExactly("api", "client back-office", "client nightly");
  }

  @Test
  void every_command_says_from_where_on_its_effect_can_be_read() {
    assertThat(api.post("/v1/products", product("T2")).status()).isEqualTo(201);
    Api.Response cart = api.post("/v1/carts", "");
    String lines = cart.header("Location") + "/lines/T2";
    String order = "{\"country\":\"UK\",\"paymentToken\":\"4242424242424242\"}";
    Api.Response set = api.send("PUT", lines, "{\"units\":2}");
    Api.Response checkedOut = api.keyed(cart.header("Location") + "/checkout", order);
    List<Api.Response> all =
        List.of(
            cart,
            set,
            checkedOut,
            api.keyed("/v1/stock/T2/receipts", "{\"units\":5,\"reference\":\"x\"}"),
            api.post("/v1/customers", "{\"customerId\":\"t2\",\"country\":\"UK\"}"),
            api.send("DELETE", "/v1/customers/t2/personal-data", ""));
    for (Api.Response one : all) {
      assertThat(one.status()).as(one.text()).isBetween(200, 202);
      assertThat(Long.parseLong(one.header("Consistency-Token"))).as(one.text()).isPositive();
      assertThat(one.header("ETag")).matches("\"[0-9]+\"");
    }
    Api.Response batch =
        api.post(
            "/v1/commands",
            "{\"method\":\"DELETE\",\"path\":\"/v1/products/T2?reason=old\"}",
            "Content-Type",
            "application/x-ndjson");
    assertThat(
            StrictJson.mapper()
                .readTree(batch.text())
                .path("consistencyToken")
                .asString("")
                .strip())
        .matches("[0-9]+");
  }

  @Test
  void an_order_is_placed_once_however_often_it_is_sent() {
    String order =
        """
        {"orderId":"536365","customerId":"17850","country":"United Kingdom",
         "paymentToken":"4242424242424242","placedAt":"2010-12-01T08:26:00Z",
         "lines":[{"kind":"GOODS","sku":"85123A","description":"HOLDER","units":6,
                   "unitPrice":{"minor":255,"currency":"GBP"}}]}
        """;

    Api.Response first = api.post("/v1/orders", order, "Idempotency-Key", "order-536365");
    Api.Response second = api.post("/v1/orders", order, "Idempotency-Key", "order-536365");
    Api.Response other =
        api.post("/v1/orders", order.replace("17850", "17851"), "Idempotency-Key", "order-536365");

    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(first.header("Location")).isEqualTo("/v1/orders/536365");
    assertThat(first.json().get("status").asString()).isEqualTo("PLACED");
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Consistency-Token")).isEqualTo(first.header("Consistency-Token"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("/problems/request/idempotency-key-reused");
  }

  @Test
  void a_cart_takes_a_product_listed_just_now_and_checks_out() {
    assertThat(api.post("/v1/products", product("C1")).status()).isEqualTo(201);
    Api.Response opened = api.post("/v1/carts", "");
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    String cart = opened.header("Location");

    Api.Response set = api.send("PUT", cart + "/lines/C1", "{\"units\":2}");
    assertThat(set.status()).as(set.text()).isEqualTo(200);

    Api.Response checkedOut =
        api.keyed(cart + "/checkout", "{\"country\":\"UK\",\"paymentToken\":\"4242424242424242\"}");
    assertThat(checkedOut.status()).as(checkedOut.text()).isEqualTo(202);
    assertThat(checkedOut.header("Location")).startsWith("/v1/orders/");
  }

  @Test
  void an_email_address_belongs_to_one_customer_until_they_are_erased() {
    String ann = "{\"customerId\":\"%s\",\"email\":\"%s\",\"country\":\"UK\"}";

    assertThat(api.post("/v1/customers", ann.formatted("c1", "ann@example.com")).status())
        .isEqualTo(201);
    Api.Response taken = api.post("/v1/customers", ann.formatted("c2", "Ann@Example.com"));
    assertThat(taken.status()).as(taken.text()).isEqualTo(409);
    assertThat(taken.problem()).isEqualTo("/problems/customer/email-taken");

    Api.Response erased = api.send("DELETE", "/v1/customers/c1/personal-data", "");
    assertThat(erased.status()).as(erased.text()).isEqualTo(200);
    assertThat(api.post("/v1/customers", ann.formatted("c2", "Ann@Example.com")).status())
        .isEqualTo(201);
  }

  @Test
  void nobody_guesses_a_name_from_the_receipt_of_a_request_whatever_it_was_answered() {
    String key = "register-c9";
    String ann = "{\"customerId\":\"c9\",\"name\":\"Ann\",\"country\":\"UK\"}";
    String email = "{\"email\":\"ann@c9.example\"}";

    Api.Response first = api.post("/v1/customers", ann, "Idempotency-Key", key);
    Api.Response stale =
        api.send(
            "PATCH", "/v1/customers/c9", email, "If-Match", "\"7\"", "Idempotency-Key", "stale-c9");

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(stale.status()).as(stale.text()).isEqualTo(412);
    assertThat(api.post("/v1/customers", ann, "Idempotency-Key", key).text())
        .isEqualTo(first.text());
    assertThat(
            api.post("/v1/customers", ann.replace("Ann", "Bob"), "Idempotency-Key", key).problem())
        .isEqualTo("/problems/request/idempotency-key-reused");
    Receipts receipts = server.bean(LogEventStore.class).receipts();
    assertThat(receipts.find("api/" + key).orElseThrow().fingerprint())
        .isNotEqualTo(Fingerprint.of("POST", "/v1/customers", StrictJson.mapper().readTree(ann)));
    assertThat(receipts.find("api/stale-c9").orElseThrow().fingerprint())
        .isNotEqualTo(
            Fingerprint.of("PATCH", "/v1/customers/c9", StrictJson.mapper().readTree(email)));
  }

  @Test
  void the_documents_are_served() {
    assertThat(api.send("GET", "/openapi/command-api.yaml", "").text()).contains("openapi: 3.1.0");
    assertThat(api.send("GET", "/docs", "").text()).contains("swagger-ui");
    assertThat(api.send("GET", "/docs/ui/swagger-ui.css", "").status()).isEqualTo(200);
    assertThat(api.send("GET", "/problems/cart/empty", "").text()).contains("nothing in the cart");
  }

  private static List<String> actors(String stream) {
    return server
        .bean(LogEventStore.class)
        .readEvents(stream)
        .asStream()
        .map(it -> String.valueOf(it.getMetaData().get("actor")))
        .toList();
  }

  private static String lineAndStatus(String line) {
    var json = StrictJson.mapper().readTree(line);
    return json.get("line").asInt() + " " + json.get("status").asInt();
  }

  private static String product(String sku) {
    return """
    {"sku":"%s","name":"Mug","category":"Kitchen","price":{"minor":255,"currency":"GBP"}}
    """
        .formatted(sku);
  }
}
