package io.daybook.cli.demo;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// One shopper's visit: look around, fill a cart, check out, and sometimes change one's mind.
///
/// Used by one thread.
final class Visit {

  private static final String GOOD_CARD = "4242424242424242";
  private static final String DECLINED_CARD = "4000000000000002";
  private static final List<String> COUNTRIES =
      List.of("United Kingdom", "Germany", "France", "EIRE", "Spain", "Netherlands");
  private static final List<String> WORDS =
      List.of("mug", "lantern", "garden", "cushion", "gift wrap", "teapto", "toys", "enamel jug");

  private final Api api;
  private final List<Goods> goods;
  private final Ledger ledger;
  private final Random luck;
  private final String name;

  /// @param name of this visit, unlike any other's; keys are made from it
  Visit(Api api, List<Goods> goods, Ledger ledger, Random luck, String name) {
    this.api = api;
    this.goods = goods;
    this.ledger = ledger;
    this.luck = luck;
    this.name = name;
  }

  void run() {
    browse();
    Optional<String> customer = luck.nextInt(3) == 0 ? Optional.of(register()) : Optional.empty();
    String cart = openCart(customer);
    int lines = 1 + luck.nextInt(4);
    for (int i = 0; i < lines; i++) {
      setLine(cart, Goods.pick(goods, luck), 1 + luck.nextInt(3));
      think(120);
    }
    if (luck.nextInt(12) == 0) {
      ledger.count("left a cart behind");
      return;
    }
    checkOut(cart);
  }

  private void browse() {
    api.send(
        Call.get("/v1/products")
            .query("q", Goods.pick(WORDS, luck))
            .query("facets", true)
            .query("limit", 10));
    think(150);
    for (int i = luck.nextInt(3); i >= 0; i--) {
      api.send(Call.get("/v1/products/{sku}", Goods.pick(goods, luck).sku()));
      think(150);
    }
  }

  private String register() {
    Reply reply =
        write(
            Call.of("POST", "/v1/customers")
                .json(
                    """
                    {"email":"%s@shoppers.example","name":"Shopper %s","country":"%s"}\
                    """
                        .formatted(name, name, Goods.pick(COUNTRIES, luck))),
            "customer");
    return reply.json().path("id").asString();
  }

  private String openCart(Optional<String> customer) {
    String body = customer.map("{\"customerId\":\"%s\"}"::formatted).orElse("{}");
    return write(Call.of("POST", "/v1/carts").json(body), "cart").json().path("id").asString();
  }

  private void setLine(String cart, Goods what, int units) {
    write(
        Call.of("PUT", "/v1/carts/{cartId}/lines/{sku}", cart, what.sku())
            .json("{\"units\":%d}".formatted(units)),
        "line/" + what.sku() + "/" + luck.nextInt(1_000_000));
  }

  private void checkOut(String cart) {
    String card = luck.nextInt(11) == 0 ? DECLINED_CARD : GOOD_CARD;
    String country = Goods.pick(COUNTRIES, luck);
    Call call =
        Call.of("POST", "/v1/carts/{cartId}/checkout", cart)
            .json("{\"country\":\"%s\",\"paymentToken\":\"%s\"}".formatted(country, card))
            .waiting(Duration.ofSeconds(20));
    Reply reply = write(call, "checkout");
    if (reply.status() == 409 && reply.text().contains("prices-changed")) {
      ledger.count("saw a new price");
      for (JsonNode difference : reply.json().path("differences")) {
        String sku = difference.path("sku").asString();
        goods.stream()
            .filter(it -> it.sku().equals(sku))
            .forEach(it -> setLine(cart, it, 1 + luck.nextInt(2)));
      }
      reply = write(call, "checkout-again");
    }
    if (!reply.accepted()) {
      ledger.count("refused: " + reply.refusal());
      return;
    }
    JsonNode outcome = reply.json();
    String status = outcome.path("status").asString();
    ledger.count(status.toLowerCase(java.util.Locale.ROOT));
    String order = outcome.path("orderId").asString();
    look(order, reply);
    if (status.equals("CONFIRMED")) {
      after(order);
    }
  }

  private void look(String order, Reply written) {
    Call page = Call.get("/v1/orders/{orderId}", order).waiting(Duration.ofSeconds(10));
    Reply reply =
        api.send(
            written
                .consistencyToken()
                .map(token -> page.header("Consistency-Token", token))
                .orElse(page));
    ledger.count(reply.status() == 200 ? "saw their order" : "did not see their order");
    think(200);
  }

  private void after(String order) {
    int whim = luck.nextInt(20);
    if (whim == 0) {
      Reply reply =
          write(
              Call.of("POST", "/v1/orders/{orderId}/cancellation", order)
                  .json("{\"reason\":\"changed my mind\"}"),
              "cancel");
      ledger.count(reply.accepted() ? "cancelled" : "refused: " + reply.refusal());
    } else if (whim < 9) {
      Reply shipped =
          write(Call.of("POST", "/v1/orders/{orderId}/shipment", order).json("{}"), "ship");
      ledger.count(shipped.accepted() ? "shipped" : "refused: " + shipped.refusal());
      if (whim < 3 && shipped.accepted()) {
        giveBack(order);
      }
    }
  }

  private void giveBack(String order) {
    JsonNode line = api.send(Call.get("/v1/orders/{orderId}", order)).json().path("lines").path(0);
    String body =
        """
        {"lines":[{"sku":"%s","units":1}],"reason":"not as nice as in the picture"}\
        """
            .formatted(line.path("sku").asString());
    Reply reply =
        write(Call.of("POST", "/v1/orders/{orderId}/returns", order).json(body), "return");
    ledger.count(reply.accepted() ? "returned" : "refused: " + reply.refusal());
  }

  private Reply write(Call call, String step) {
    return api.send(call.key("demo/" + name + "/" + step));
  }

  private void think(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis / 2 + luck.nextInt(millis)).toNanos());
  }
}
