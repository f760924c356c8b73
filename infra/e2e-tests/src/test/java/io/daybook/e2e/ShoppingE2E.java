package io.daybook.e2e;

import static io.daybook.e2e.Shopfront.DECLINED_CARD;
import static io.daybook.e2e.Shopfront.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.e2e.Shopfront.Answer;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A newcomer's first quarter of an hour, and what goes wrong in a shop.
class ShoppingE2E {

  @TempDir static Path folder;
  private static RunningShop daybook;
  private static Shopfront shop;

  @BeforeAll
  static void up() {
    daybook = RunningShop.up(folder, 0);
    shop = daybook.shopfront();
  }

  @AfterAll
  static void proveTheBooks() {
    Command verify = Command.start(folder, "verify", "--api", daybook.uri().toString());
    int status = verify.await(Duration.ofMinutes(2));
    daybook.close();
    assertThat(status).as(verify.output()).isZero();
  }

  @Test
  void a_product_is_listed_found_bought_and_confirmed() {
    Answer received = shop.sell("MUG-1", "Enamel mug with a heron", 10);
    assertThat(shop.getAfter(received, "/v1/products?q=heron").json().path("items"))
        .singleElement()
        .satisfies(hit -> assertThat(hit.path("inStock").asBoolean()).isTrue());

    Answer outcome = shop.checkOut(shop.cart("MUG-1", 3), GOOD_CARD);

    assertThat(outcome.json().path("status").asString()).isEqualTo("CONFIRMED");
    JsonNode order = shop.getAfter(outcome, outcome.header("Location")).json();
    assertThat(order.path("total").path("minor").asLong()).isEqualTo(765);
    assertThat(order.path("status").asString()).isEqualTo("CONFIRMED");
    assertThat(available(outcome, "MUG-1")).isEqualTo(7);
  }

  @Test
  void who_brings_a_token_never_reads_the_past() {
    shop.sell("TOKEN", "Token", 1);
    for (int pence = 100; pence < 140; pence++) {
      Answer changed =
          shop.put(
              "/v1/products/TOKEN/price",
              "{\"price\":{\"minor\":%d,\"currency\":\"GBP\"}}".formatted(pence));

      Answer page = shop.getAfter(changed, "/v1/products/TOKEN");

      assertThat(page.json().path("price").path("minor").asInt()).isEqualTo(pence);
    }
  }

  @Test
  void nothing_waits_for_an_operator_and_odd_wishes_to_mend_are_refused() {
    Command list = Command.start(folder, "quarantine", "list", "--api", daybook.uri().toString());
    assertThat(list.await(Duration.ofSeconds(30))).as(list.output()).isZero();
    assertThat(list.output()).contains("Nothing is in quarantine.");

    String nobody = "?reader=sagas.checkout.orders&sequence=nobody";
    Answer redrive = shop.post("/ops/quarantine/redrive" + nobody, "");
    assertThat(redrive.status()).isEqualTo(404);
    assertThat(redrive.json().path("type").asString())
        .isEqualTo("/problems/operations/not-in-quarantine");
    assertThat(shop.post("/ops/quarantine/skip" + nobody + "&reason=%20", "").status())
        .isEqualTo(400);
  }

  @Test
  void an_order_for_more_than_there_is_is_rejected_and_takes_nothing() {
    shop.sell("RARE-1", "Rare print", 2);

    Answer outcome = shop.checkOut(shop.cart("RARE-1", 3), GOOD_CARD);

    assertThat(outcome.json().path("status").asString()).isEqualTo("REJECTED");
    assertThat(outcome.json().path("reason").asString()).isEqualTo("OUT_OF_STOCK");
    assertThat(available(outcome, "RARE-1")).isEqualTo(2);
  }

  @Test
  void a_declined_card_gives_the_stock_back() {
    shop.sell("MUG-2", "Plain mug", 5);

    Answer outcome = shop.checkOut(shop.cart("MUG-2", 4), DECLINED_CARD);

    assertThat(outcome.json().path("status").asString()).isEqualTo("REJECTED");
    assertThat(outcome.json().path("reason").asString()).isEqualTo("PAYMENT_DECLINED");
    Awaitility.await().until(() -> available(outcome, "MUG-2") == 5);
  }

  @Test
  void a_cancelled_order_gives_back_stock_and_money() {
    shop.sell("MUG-3", "Striped mug", 5);
    String order = confirmed("MUG-3", 2);

    Answer cancelled =
        shop.post(
            "/v1/orders/" + order + "/cancellation",
            "{\"reason\":\"changed my mind\"}",
            "Idempotency-Key",
            Shopfront.key());

    assertThat(cancelled.status()).isEqualTo(202);
    Awaitility.await().until(() -> available(cancelled, "MUG-3") == 5);
    // Whoever is quick enough is there before the money was taken: then it is let go of.
    Awaitility.await().until(() -> refunded(order) == 510 || isVoided(order));
  }

  @Test
  void units_called_off_before_shipping_are_refunded_and_for_sale_again() {
    shop.sell("MUG-5", "Dotted mug", 5);
    String order = confirmed("MUG-5", 3);

    Answer off =
        shop.post(
            "/v1/orders/" + order + "/cancellation",
            "{\"lines\":[{\"sku\":\"MUG-5\",\"units\":1}],\"reason\":\"two will do\"}",
            "Idempotency-Key",
            Shopfront.key());

    assertThat(off.status()).isEqualTo(202);
    Awaitility.await().until(() -> available(off, "MUG-5") == 3);
    Awaitility.await().until(() -> refunded(order) == 255);
    JsonNode entries = shop.get("/v1/ledger/entries?order=" + order).json().path("items");
    assertThat(entries.valueStream().map(it -> it.path("debit").asString()))
        .containsExactlyInAnyOrder("HELD", "CUSTOMER", "CLEARING", "REFUNDS", "CUSTOMER");
    assertThat(shop.getAfter(off, "/v1/orders/" + order).json().path("status").asString())
        .isEqualTo("CONFIRMED");
  }

  private static boolean isVoided(String order) {
    return shop.get("/v1/orders/" + order)
        .json()
        .path("payment")
        .path("status")
        .asString()
        .equals("VOIDED");
  }

  private static int refunded(String order) {
    return shop.get("/v1/orders/" + order)
        .json()
        .path("payment")
        .path("refunded")
        .path("minor")
        .asInt();
  }

  @Test
  void goods_that_come_back_are_refunded_and_for_sale_again() {
    shop.sell("MUG-4", "Spotted mug", 5);
    String order = confirmed("MUG-4", 3);
    Answer shipped =
        shop.post("/v1/orders/" + order + "/shipment", "{}", "Idempotency-Key", Shopfront.key());
    assertThat(shipped.status()).isEqualTo(201);

    Answer returned =
        shop.post(
            "/v1/orders/" + order + "/returns",
            "{\"lines\":[{\"sku\":\"MUG-4\",\"units\":2}],\"reason\":\"chipped\"}",
            "Idempotency-Key",
            Shopfront.key());

    assertThat(returned.status()).isEqualTo(202);
    Awaitility.await().until(() -> available(returned, "MUG-4") == 4);
    Awaitility.await()
        .until(() ->
            shop.get("/v1/orders/" + order)
                    .json()
                    .path("payment")
                    .path("refunded")
                    .path("minor")
                    .asInt()
                == 510);
  }

  @Test
  void the_same_key_has_one_effect_and_one_answer() {
    shop.sell("ONCE", "Once", 1);
    String key = Shopfront.key();
    String body = "{\"units\":5,\"reference\":\"second delivery\"}";

    Answer first = shop.post("/v1/stock/ONCE/receipts", body, "Idempotency-Key", key);
    Answer again = shop.post("/v1/stock/ONCE/receipts", body, "Idempotency-Key", key);
    Answer other =
        shop.post(
            "/v1/stock/ONCE/receipts",
            "{\"units\":6,\"reference\":\"second delivery\"}",
            "Idempotency-Key",
            key);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(other.status()).isEqualTo(422);
    assertThat(available(first, "ONCE")).isEqualTo(6);
  }

  @Test
  void bad_input_is_a_documented_problem_that_names_the_field() {
    Answer unknownField = shop.post("/v1/carts", "{\"colour\":\"red\"}");
    Answer negative =
        shop.post(
            "/v1/stock/MUG-1/receipts",
            "{\"units\":-1,\"reference\":\"x\"}",
            "Idempotency-Key",
            Shopfront.key());
    Answer noKey = shop.post("/v1/stock/MUG-1/receipts", "{\"units\":1,\"reference\":\"x\"}");
    Answer broken = shop.post("/v1/carts", "{");

    assertThat(unknownField.status()).isEqualTo(400);
    assertThat(negative.status()).isEqualTo(400);
    assertThat(negative.json().path("errors").path(0).path("pointer").asString())
        .isEqualTo("#/units");
    assertThat(noKey.status()).isEqualTo(400);
    assertThat(broken.status()).isEqualTo(400);
    assertThat(shop.get("/v1/orders/none").status()).isEqualTo(404);
    for (Answer problem : new Answer[] {unknownField, negative, noKey, broken}) {
      assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
      String type = problem.json().path("type").asString();
      assertThat(shop.get(type, "Accept", "text/html").status()).as(type).isEqualTo(200);
    }
  }

  @Test
  void documentation_health_and_metrics_are_there() {
    assertThat(shop.get("/docs").text()).contains("swagger");
    assertThat(shop.get("/openapi/command-api.yaml").status()).isEqualTo(200);
    assertThat(shop.get("/openapi/query-api.yaml").status()).isEqualTo(200);
    assertThat(shop.get("/actuator/health").json().path("status").asString()).isEqualTo("UP");
    assertThat(shop.get("/actuator/prometheus").text()).contains("daybook_processor_lag");
    assertThat(shop.get("/ops/processors").json().path("processors")).isNotEmpty();
  }

  private static String confirmed(String sku, int units) {
    Answer outcome = shop.checkOut(shop.cart(sku, units), GOOD_CARD);
    assertThat(outcome.json().path("status").asString()).isEqualTo("CONFIRMED");
    return outcome.json().path("orderId").asString();
  }

  private static long available(Answer after, String sku) {
    return shop.getAfter(after, "/v1/stock/" + sku).json().path("available").asLong();
  }
}
