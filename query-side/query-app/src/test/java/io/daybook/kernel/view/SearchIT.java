package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductDelisted;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.view.RetailCatalogue.Item;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Search over the real retailer's products.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SearchIT {

  /// A hundredth below what is reached: what costs more is seen.
  private static final Map<String, Double> FLOORS = Map.of("t", 0.875, "h", 0.855);

  private static RunningShop shop;
  private static RetailCatalogue catalogue;
  private static String token;

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

  @Test
  @Order(1)
  void what_shoppers_want_comes_first_and_sooner_than_by_a_plain_match() throws Exception {
    ElasticsearchClient elasticsearch =
        shop.application().getBean("viewsElasticsearch", ElasticsearchClient.class);
    elasticsearch.bulk(bulk ->
        bulk.index("plain")
            .refresh(Refresh.True)
            .operations(
                catalogue.items().values().stream()
                    .map(item ->
                        BulkOperation.of(it ->
                            it.index(index ->
                                index.id(item.sku()).document(Map.of("name", item.name())))))
                    .toList()));
    Judgements.Engine plain =
        words ->
            elasticsearch
                .search(
                    it -> it.index("plain").query(q -> q.match(m -> m.field("name").query(words))),
                    Void.class)
                .hits()
                .hits()
                .stream()
                .map(it -> String.valueOf(it.id()))
                .toList();
    for (String part : FLOORS.keySet()) {
      Judgements judgements = Judgements.read(part);
      double ours = judgements.ndcg(words -> skus(search("limit=10&q=" + encoded(words))));
      double theirs = judgements.ndcg(plain);
      System.out.printf(Locale.ROOT, "nDCG@10 (%s): %.3f, plain match: %.3f%n", part, ours, theirs);
      assertThat(ours).isGreaterThan(theirs + 0.15).isGreaterThan(FLOORS.get(part));
    }
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource({
    "lunchbox, LUNCH BOX",
    "hand bag, HANDBAG",
    "xmas, CHRISTMAS",
    "lanten, LANTERN",
    "keyrings, KEY RING",
    "television, TV"
  })
  void words_apart_or_as_one_mistyped_or_of_the_same_meaning_are_found(String q, String name)
      throws Exception {
    assertThat(search("limit=100&q=" + encoded(q)).at("/items"))
        .anySatisfy(it -> assertThat(it.at("/name").asString()).contains(name));
  }

  @Test
  @Order(2)
  void a_count_is_what_a_search_with_that_filter_finds() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 16; i++) {
      String text =
          pick(
              random,
              "",
              "q=christmas&",
              "q=heart&",
              "q=red%20retrospot%20bag&",
              "q=lanten&",
              "q=umbrela&");
      String aisle = pick(random, "", "&category=Aisle-1", "&category=Aisle-1&category=Aisle-3");
      String price = pick(random, "", "&minPrice=100", "&minPrice=200&maxPrice=499");
      String stock = pick(random, "", "&available=true", "&available=false");
      JsonNode facets = search(text + "limit=1&facets=true" + aisle + price + stock).at("/facets");
      for (JsonNode count : facets.at("/category")) {
        assertThat(count.at("/count").asLong())
            .isEqualTo(
                total(text + price + stock + "&category=" + count.at("/category").asString()));
      }
      assertThat(facets.at("/available/inStock").asLong())
          .isEqualTo(total(text + aisle + price + "&available=true"));
      assertThat(facets.at("/available/soldOut").asLong())
          .isEqualTo(total(text + aisle + price + "&available=false"));
      for (JsonNode count : facets.at("/price")) {
        String to = count.has("to") ? "&maxPrice=" + (count.at("/to").asLong() - 1) : "";
        assertThat(count.at("/count").asLong())
            .isEqualTo(
                total(text + aisle + stock + "&minPrice=" + count.at("/from").asLong() + to));
      }
    }
  }

  @Test
  @Order(2)
  void a_text_that_finds_much_as_it_is_typed_finds_nothing_that_only_looks_alike()
      throws Exception {
    assertThat(search("q=cake&limit=100").at("/items"))
        .hasSizeGreaterThan(20)
        .allSatisfy(it -> assertThat(it.at("/name").asString()).contains("CAKE"));
    assertThat(search("q=case&limit=100").at("/items"))
        .as("finds few, and cakes look alike")
        .anySatisfy(it -> assertThat(it.at("/name").asString()).contains("CAKE"));
  }

  @Test
  @Order(2)
  void a_mistyped_word_is_read_in_the_same_way_on_all_pages_and_whatever_else_is_asked_for()
      throws Exception {
    List<String> all = skus(search("q=lanten&limit=100"));
    assertThat(all).hasSizeGreaterThan(5);
    List<String> seen = new ArrayList<>();
    for (String next = ""; next != null; ) {
      JsonNode page = search("q=lanten&limit=3" + next);
      seen.addAll(skus(page));
      next = page.has("next") ? "&cursor=" + page.at("/next").asString() : null;
    }
    assertThat(seen).isEqualTo(all);
    assertThat(skus(search("q=lanten&limit=100&sort=name")))
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(total("q=heart&maxPrice=1") + total("q=heart&minPrice=2"))
        .as("a filter that leaves few forgives nothing")
        .isEqualTo(total("q=heart"));
  }

  @Test
  @Order(2)
  void prices_sort_up_and_down() throws Exception {
    List<Long> cheapest = prices(search("limit=100&sort=price"));
    assertThat(cheapest)
        .isEqualTo(
            catalogue.items().values().stream().map(Item::price).sorted().limit(100).toList());
    List<Long> dearest = prices(search("limit=100&sort=-price"));
    assertThat(dearest).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  @Order(2)
  void what_was_meant_is_marked_and_everything_else_is_escaped() throws Exception {
    assertThat(search("q=mugs%20cat").at("/items/0/highlight/name").asString())
        .isEqualTo("COFFEE <em>MUG</em> <em>CAT</em> + BIRD DESIGN");
    assertThat(search("q=cakestand&limit=100").at("/items"))
        .anySatisfy(it ->
            assertThat(it.at("/highlight/name").asString())
                .isEqualTo("RED RETROSPOT <em>CAKE STAND</em>"));
    long last =
        shop.log()
            .append(
                new ProductListed(
                    new Sku("script"),
                    "<script>gnu</script> & more",
                    "An <b>antelope</b> of the plains",
                    "Aisle-9",
                    Money.of(1, Currency.GBP)));
    JsonNode found = search("q=gnus", "Consistency-Token", "" + last);
    assertThat(found.at("/items/0/highlight/name").asString())
        .isEqualTo("&lt;script&gt;<em>gnu</em>&lt;&#x2F;script&gt; &amp; more");
    assertThat(found.at("/items/0/highlight").has("description")).isFalse();
    assertThat(search("q=antelopes").at("/items/0/highlight/description").asString())
        .contains("<em>antelope</em>");
    assertThat(search("limit=1").at("/items/0").has("highlight")).isFalse();
    assertThat(shop.log().append(new ProductDelisted(new Sku("script"), "over"))).isPositive();
  }

  @Test
  @Order(2)
  void beginnings_suggest_products() throws Exception {
    JsonNode found = shop.json("/v1/products/suggestions?limit=20&q=red%20retro");
    assertThat(found.at("/items"))
        .hasSize(20)
        .allSatisfy(it -> assertThat(it.at("/name").asString()).contains("RED").contains("RETRO"));
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(
      strings = {
        "*",
        "\"",
        "a AND (b",
        "name:x",
        "\\",
        "~~~",
        "the",
        "'",
        "日本語 テスト",
        "🎁",
        "-1",
        "()"
      })
  void odd_words_find_something_or_nothing(String words) throws Exception {
    assertThat(shop.get("/v1/products?facets=true&q=" + encoded(words)).statusCode())
        .isEqualTo(200);
  }

  @Test
  @Order(2)
  void nothing_that_anybody_sends_is_answered_with_500() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      String words =
          random
              .ints(random.nextInt(1, 120), 0x20, 0x3000)
              .filter(Character::isDefined)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String cursor =
          Cursor.after(
                  pick(random, "x", "5f"),
                  pick(random, "1", "-1"),
                  words,
                  "7",
                  "FORGIVEN",
                  "l1",
                  words)
              .toString();
      for (String query : List.of("q=" + encoded(words), "cursor=" + cursor)) {
        assertThat(shop.get("/v1/products?" + query).statusCode()).as(query).isIn(200, 400);
      }
      assertThat(shop.get("/v1/products/suggestions?q=" + encoded(words)).statusCode())
          .isIn(200, 400);
    }
    assertThat(shop.get("/v1/products?q=" + "a%20".repeat(30) + "b").statusCode()).isEqualTo(400);
  }

  @Test
  @Order(2)
  void a_cursor_belongs_to_its_search_and_what_was_forged_is_refused() throws Exception {
    String cursor = search("q=heart&limit=5").at("/next").asString();
    assertThat(shop.get("/v1/products?q=heart&limit=9&cursor=" + cursor).statusCode())
        .isEqualTo(200);
    assertThat(shop.get("/v1/products?q=star&limit=5&cursor=" + cursor).statusCode())
        .isEqualTo(400);
    assertThat(shop.get("/v1/products?q=heart&sort=name&cursor=" + cursor).statusCode())
        .isEqualTo(400);
    List<String> keys = new ArrayList<>(Cursor.parse(cursor).keys());
    for (String forged : List.of("forged", "", "AAAA", "46ToAwMFaWR5")) {
      keys.set(2, forged);
      String wrong = Cursor.after(keys.toArray()).toString();
      assertThat(shop.get("/v1/products?q=heart&cursor=" + wrong).statusCode())
          .as(forged)
          .isIn(200, 400);
    }
  }

  @Test
  @Order(3)
  void pages_of_one_search_show_each_product_once_whatever_changes_meanwhile() throws Exception {
    JsonNode first = search("limit=100&sort=price");
    List<String> seen = new ArrayList<>(skus(first));
    long last =
        shop.log()
            .append(
                catalogue.items().values().stream()
                    .map(it ->
                        new PriceChanged(
                            new Sku(it.sku()),
                            Money.of(100_000 - it.price(), Currency.GBP),
                            Money.of(it.price(), Currency.GBP)))
                    .toArray(DomainEvent[]::new));
    token = String.valueOf(last);
    assertThat(skus(search("limit=100&sort=-price"))).isEqualTo(skus(first).stream().toList());
    String next = first.at("/next").asString();
    while (!next.isEmpty()) {
      JsonNode page = shop.json("/v1/products?limit=100&sort=price&cursor=" + next);
      seen.addAll(skus(page));
      next = page.path("next").asString("");
    }
    assertThat(seen)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(catalogue.items().keySet());
  }

  @Test
  @Order(4)
  void a_page_goes_on_where_the_last_one_ended_when_its_moment_is_gone() throws Exception {
    JsonNode first = search("limit=50&sort=name");
    String next = first.at("/next").asString();
    shop.application()
        .getBean("viewsElasticsearch", ElasticsearchClient.class)
        .closePointInTime(it -> it.id(Cursor.parse(next).keys().get(2)));
    JsonNode second = shop.json("/v1/products?limit=50&sort=name&cursor=" + next);
    List<String> both = new ArrayList<>(skus(first));
    both.addAll(skus(second));
    assertThat(both).isEqualTo(skus(search("limit=100&sort=name")));
  }

  @Test
  @Order(4)
  void a_page_of_another_moment_with_the_same_products_is_the_copy_that_one_has() throws Exception {
    for (String path : List.of("/v1/products?limit=1&sort=name", "/v1/products?limit=2&q=heart")) {
      HttpResponse<String> first = shop.get(path);
      String etag = first.headers().firstValue("ETag").orElseThrow();
      String next = JsonMapper.shared().readTree(first.body()).at("/next").asString();
      shop.application()
          .getBean("viewsElasticsearch", ElasticsearchClient.class)
          .closePointInTime(it -> it.id(Cursor.parse(next).keys().get(2)));

      HttpResponse<String> again = shop.get(path);

      assertThat(JsonMapper.shared().readTree(again.body()).at("/next").asString())
          .as("another moment")
          .isNotEqualTo(next);
      assertThat(etag).startsWith("W/");
      assertThat(again.headers().firstValue("ETag")).contains(etag);
      assertThat(shop.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
      assertThat(shop.get(path + "&available=false", "If-None-Match", etag).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  @Order(5)
  void an_elasticsearch_that_hangs_takes_nothing_else_with_it() throws Exception {
    long priced =
        shop.log()
            .append(
                new PriceChanged(
                    new Sku("85123A"), Money.of(311, Currency.GBP), Money.of(255, Currency.GBP)));
    JdbcClient views = shop.application().getBean("viewsJdbc", JdbcClient.class);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            views.sql("select position from search_index").query(Long.class).single() >= priced);
    signal("STOP");
    try {
      // Older than the moment that searches share.
      await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(() -> hangs("?q=mug"));
      }
      for (int i = 0; i < 5; i++) {
        all.add(() -> hangs("?q=mug", "Consistency-Token", "" + priced, "Prefer", "wait=0"));
        all.add(() -> hangs("/suggestions?q=mu"));
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Void> one : threads.invokeAll(all)) {
          one.get();
        }
      }
      assertThat(shop.get("/v1/products/85123A").statusCode()).isEqualTo(200);
    } finally {
      signal("CONT");
    }
    token = String.valueOf(priced);
    assertThat(search("q=mug").at("/total").asLong()).isPositive();
  }

  private static @Nullable Void hangs(String path, String... headers) throws Exception {
    long begin = System.nanoTime();
    HttpResponse<String> answer = shop.get("/v1/products" + path, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as(path + List.of(headers))
        .isLessThan(Duration.ofSeconds(4));
    return null;
  }

  private static void signal(String name) throws Exception {
    String pid = String.valueOf(shop.elasticsearch().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static JsonNode search(String query, String... headers) throws Exception {
    return headers.length > 0
        ? shop.json("/v1/products?" + query, headers)
        : shop.json("/v1/products?" + query, "Consistency-Token", token, "Prefer", "wait=20");
  }

  private static long total(String query) throws Exception {
    return search("limit=1&" + query).at("/total").asLong();
  }

  private static List<String> skus(JsonNode page) {
    return items(page).map(it -> it.at("/sku").asString()).toList();
  }

  private static List<Long> prices(JsonNode page) {
    return items(page).map(it -> it.at("/price/minor").asLong()).toList();
  }

  private static Stream<JsonNode> items(JsonNode page) {
    return StreamSupport.stream(page.at("/items").spliterator(), false);
  }

  private static String pick(Random random, String... any) {
    return any[random.nextInt(any.length)];
  }

  private static String encoded(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}
