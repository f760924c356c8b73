package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/// The retailer's products, searched over HTTP.
abstract class SearchSuite {

  /// A hundredth below what is reached: what costs more is seen.
  static final Map<String, Double> FLOORS = Map.of("t", 0.875, "h", 0.855);

  static RunningShop shop;

  static RetailCatalogue catalogue;

  static String token;

  @BeforeAll
  static void start() throws Exception {
    catalogue = RetailCatalogue.read();
    shop = RunningShop.start();
    token = String.valueOf(shop.log().append(catalogue.events()));
    assertThat(search("limit=1").at("/total").asInt()).isEqualTo(catalogue.items().size());
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  static @Nullable Void hangs(String path, String... headers) throws Exception {
    long begin = System.nanoTime();
    HttpResponse<String> answer = shop.get("/v1/products" + path, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as(path + List.of(headers))
        .isLessThan(Duration.ofSeconds(4));
    return null;
  }

  static void signal(String name) throws Exception {
    String pid = String.valueOf(shop.elasticsearch().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  static JsonNode search(String query, String... headers) throws Exception {
    return headers.length > 0
        ? shop.json("/v1/products?" + query, headers)
        : shop.json("/v1/products?" + query, "Consistency-Token", token, "Prefer", "wait=20");
  }

  static long total(String query) throws Exception {
    return search("limit=1&" + query).at("/total").asLong();
  }

  static List<String> skus(JsonNode page) {
    return items(page).map(it -> it.at("/sku").asString()).toList();
  }

  static List<Long> prices(JsonNode page) {
    return items(page).map(it -> it.at("/price/minor").asLong()).toList();
  }

  static Stream<JsonNode> items(JsonNode page) {
    return StreamSupport.stream(page.at("/items").spliterator(), false);
  }

  static String pick(Random random, String... any) {
    return any[random.nextInt(any.length)];
  }

  static String encoded(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}
