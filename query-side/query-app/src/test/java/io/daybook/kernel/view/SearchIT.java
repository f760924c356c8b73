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
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.view.RetailCatalogue.Item;
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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Search over the real retailer's products.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SearchIT extends SearchSuite {

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
  void a_code_that_is_found_is_not_taken_for_one_that_looks_alike() throws Exception {
    long listed =
        shop.log()
            .append(
                kettle("K-1", "Electric kettle 4711"),
                kettle("K-2", "Electric kettle 4712"),
                kettle("K-3", "Electric kettle 4812"));
    String[] afterwards = {"Consistency-Token", String.valueOf(listed), "Prefer", "wait=20"};

    assertThat(skus(search("q=kettle+4711", afterwards))).containsExactly("K-1");
    assertThat(skus(search("q=kettle+4711&maxPrice=1", afterwards))).isEmpty();
    assertThat(skus(search("q=ketle+4711", afterwards)))
        .as("what is not found is still forgiven")
        .contains("K-1");
    assertThat(skus(search("q=kettle+4713", afterwards)))
        .as("a code that nothing bears is still forgiven")
        .contains("K-1", "K-2");
  }

  private static ProductListed kettle(String sku, String name) {
    return new ProductListed(new Sku(sku), name, "", "Kitchen", Money.of(200, Currency.GBP));
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
}
