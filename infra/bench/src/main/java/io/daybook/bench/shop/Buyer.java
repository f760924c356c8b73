package io.daybook.bench.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with one connection. Used by one thread at a time.
final class Buyer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI shop;

  Buyer(URI shop) {
    this.shop = shop;
  }

  /// Tries to get one.
  ///
  /// @return whether they did; false when they were told that there is none left
  boolean buy(String sku) throws IOException, InterruptedException {
    String cart = send("POST", "/v1/carts", "{}").path("id").asString();
    send("PUT", "/v1/carts/%s/lines/%s".formatted(cart, sku), "{\"units\":1}");
    JsonNode outcome =
        send(
            "POST",
            "/v1/carts/%s/checkout".formatted(cart),
            "{\"country\":\"France\",\"paymentToken\":\"4242424242424242\"}");
    String status = outcome.path("status").asString("");
    boolean refused =
        status.equals("REJECTED") && outcome.path("reason").asString("").equals("OUT_OF_STOCK");
    if (!status.equals("CONFIRMED") && !refused) {
      throw new IOException("A buyer was not told what became of their order: " + outcome);
    }
    return !refused;
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(shop.resolve(path))
            .timeout(Duration.ofMinutes(1))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Prefer", "wait=60")
            .build();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s %s is answered with %d: %s"
              .formatted(method, path, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }
}
