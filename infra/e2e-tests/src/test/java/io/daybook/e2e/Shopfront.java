package io.daybook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Both APIs over plain HTTP.
final class Shopfront {

  static final String GOOD_CARD = "4242424242424242";
  static final String DECLINED_CARD = "4000000000000002";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Shopfront(URI base) {
    this.base = base;
  }

  /// An answer of Daybook.
  record Answer(int status, java.net.http.HttpHeaders headers, String text) {

    JsonNode json() {
      return JSON.readTree(text);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Answer post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  Answer put(String path, String json, String... headers) {
    return send("PUT", path, json, headers);
  }

  /// A query that includes what `written` wrote.
  Answer getAfter(Answer written, String path) {
    return get(path, "Consistency-Token", written.header("Consistency-Token"), "Prefer", "wait=10");
  }

  /// Lists a product for 2.55 GBP and books `units` of it in.
  Answer sell(String sku, String name, int units) {
    Answer listed =
        post(
            "/v1/products",
            """
            {"sku":"%s","name":"%s","description":"","category":"Kitchen","price":{"minor":255,"currency":"GBP"}}\
            """
                .formatted(sku, name));
    require(listed, 201);
    Answer received =
        post(
            "/v1/stock/" + sku + "/receipts",
            "{\"units\":%d,\"reference\":\"delivery\"}".formatted(units),
            "Idempotency-Key",
            key());
    return require(received, 201);
  }

  /// Puts `units` of a product into a new cart.
  ///
  /// @return the cart's id
  String cart(String sku, int units) {
    String cart = require(post("/v1/carts", "{}"), 201).json().path("id").asString();
    require(
        put("/v1/carts/%s/lines/%s".formatted(cart, sku), "{\"units\":%d}".formatted(units)), 200);
    return cart;
  }

  /// Checks out and waits for the outcome.
  Answer checkOut(String cart, String card) {
    return require(
        post(
            "/v1/carts/" + cart + "/checkout",
            "{\"country\":\"France\",\"paymentToken\":\"%s\"}".formatted(card),
            "Idempotency-Key",
            key(),
            "Prefer",
            "wait=20"),
        201);
  }

  /// A key that nobody has used.
  static String key() {
    return UUID.randomUUID().toString();
  }

  static Answer require(Answer answer, int status) {
    if (answer.status() != status) {
      throw new AssertionError(
          "%d instead of %d: %s".formatted(answer.status(), status, answer.text()));
    }
    return answer;
  }

  private Answer send(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
