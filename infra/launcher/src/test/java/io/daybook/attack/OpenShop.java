package io.daybook.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import io.daybook.cli.http.Reply;
import io.daybook.cli.verify.Check;
import io.daybook.cli.verify.Verification;
import io.daybook.launcher.Options;
import io.daybook.launcher.RunningDaybook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Daybook with all it has, in this process, and a client that asks once: whoever is told to come
/// again is a failure here.
final class OpenShop implements AutoCloseable {

  static final String GOOD_CARD = "4242424242424242";

  /// Holds the money and never says so.
  static final String SILENT_CARD = "4000000000000119";

  private static final Duration NEVER_AGAIN = Duration.ZERO;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, String> settings;
  private final RunningDaybook daybook;
  private final Api api;
  private final String problems;

  /// @param settings as system properties, while it runs
  OpenShop(Path data, Map<String, String> settings) throws IOException {
    this.settings = settings;
    settings.forEach(System::setProperty);
    daybook = RunningDaybook.start(new Options(data, 0, false));
    api = new Api(daybook.api(), NEVER_AGAIN, new CallTimes());
    problems =
        Files.readString(
            Path.of(System.getProperty("daybook.root", "../..")).resolve("docs/problems.md"));
  }

  /// Sends a request and looks at what every answer must be: a success, or a problem that is
  /// documented and not ours.
  Reply send(Call call) {
    Reply reply = api.send(call);
    assertThat(reply.status()).as("%s: %s", call, reply.text()).isLessThan(500);
    if (!reply.accepted()) {
      assertThat(problem(reply)).as(reply.text()).startsWith("/problems/");
      assertThat(problems).contains("| `%s` | %d |".formatted(problem(reply), reply.status()));
    }
    return reply;
  }

  Api api() {
    return api;
  }

  /// The type of a refusal.
  static String problem(Reply reply) {
    return reply.json().path("type").asString("");
  }

  static String orderOf(Reply reply) {
    return reply.json().path("orderId").asString();
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  static Call post(String template, String json, Object... ids) {
    return Call.of("POST", template, ids).json(json).key(key());
  }

  /// Lists a product for 1.00 GBP and books units of it in.
  void sell(String sku, int units) {
    done(
        post(
            "/v1/products",
            """
            {"sku":"%s","name":"A %s","category":"All","price":{"minor":100,"currency":"GBP"}}\
            """
                .formatted(sku, sku)));
    done(
        post(
            "/v1/stock/{sku}/receipts",
            "{\"units\":%d,\"reference\":\"x\"}".formatted(units),
            sku));
  }

  /// A new cart with units of a product.
  String cart(String sku, int units) {
    String cart = done(Call.of("POST", "/v1/carts")).path("id").asString();
    done(line(cart, sku, units));
    return cart;
  }

  static Call line(String cart, String sku, int units) {
    return Call.of("PUT", "/v1/carts/{cart}/lines/{sku}", cart, sku)
        .json("{\"units\":%d}".formatted(units));
  }

  static Call checkOut(String cart, String card) {
    return post(
        "/v1/carts/{cart}/checkout",
        "{\"country\":\"France\",\"paymentToken\":\"%s\"}".formatted(card),
        cart);
  }

  /// An order for so many units at 1.00 GBP each.
  static Call order(String sku, int units, String card) {
    return post(
        "/v1/orders",
        """
        {"country":"France","paymentToken":"%s","lines":[{"kind":"GOODS","sku":"%s","units":%d,\
        "unitPrice":{"minor":100,"currency":"GBP"}}]}\
        """
            .formatted(card, sku, units));
  }

  /// The id of an order that is placed by this call.
  String placed(Call call) {
    return done(call).path("orderId").asString();
  }

  /// Sends what can't be refused.
  JsonNode done(Call call) {
    Reply reply = send(call);
    assertThat(reply.accepted()).as("%s: %s", call, reply.text()).isTrue();
    return reply.json();
  }

  long available(String sku) {
    @Nullable String head =
        send(Call.get("/v1/streams/all/events").query("limit", 1)).consistencyToken().orElse("0");
    return done(Call.get("/v1/stock/{sku}", sku)
            .header("Consistency-Token", head)
            .waiting(PATIENCE))
        .path("available")
        .asLong();
  }

  /// What `./daybook verify` proves, the online auditor's findings included.
  void verify() throws IOException {
    assertThat(
            new Verification(new Api(daybook.api(), PATIENCE, new CallTimes()), PATIENCE).prove())
        .isNotEmpty()
        .allSatisfy((Check check) -> assertThat(check.offenders()).as(check.claim()).isEmpty());
  }

  @Override
  public void close() {
    settings.keySet().forEach(System::clearProperty);
    daybook.close();
  }
}
