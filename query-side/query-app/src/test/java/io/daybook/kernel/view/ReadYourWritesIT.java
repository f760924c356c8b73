package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.ProjectionVersion;
import io.daybook.kernel.projection.Rebuilds;
import io.daybook.kernel.view.Shopper.Bought;
import io.daybook.kernel.view.TwoNodes.Heard;
import io.daybook.web.Contract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a `Consistency-Token` promises, for every question and at every node.
/// `-Ddaybook.visits=2000` shops longer.
final class ReadYourWritesIT {

  private static final Contract CONTRACT = new Contract("openapi/query-api.yaml");
  private static final String TOKEN = "Consistency-Token";
  private static final String BEYOND = String.valueOf(Long.MAX_VALUE);
  private static final List<String> SHOPPERS =
      List.of("walrus", "penguin", "giraffe", "zebra", "ocelot", "badger");

  private static final List<String> LATER_SHOPPERS =
      List.of("otter", "lynx", "heron", "moose", "beaver", "falcon", "gecko", "weasel");
  private static final int ROUNDS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A question of each kind that the contract knows.
  static final Map<String, String> QUESTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("/v1/products", "/v1/products?q=mug"),
              Map.entry("/v1/products/suggestions", "/v1/products/suggestions?q=ha"),
              Map.entry("/v1/products/{sku}", "/v1/products/85123A"),
              Map.entry("/v1/stock", "/v1/stock"),
              Map.entry("/v1/stock/{sku}", "/v1/stock/85123A"),
              Map.entry("/v1/stock/{sku}/history", "/v1/stock/85123A/history"),
              Map.entry("/v1/carts/{cartId}", "/v1/carts/c1"),
              Map.entry("/v1/carts/{cartId}/history", "/v1/carts/c1/history"),
              Map.entry("/v1/carts/{cartId}/live", "/v1/carts/c1/live"),
              Map.entry("/v1/orders", "/v1/orders"),
              Map.entry("/v1/orders/{orderId}", "/v1/orders/536365"),
              Map.entry("/v1/orders/{orderId}/history", "/v1/orders/536365/history"),
              Map.entry("/v1/orders/{orderId}/live", "/v1/orders/536365/live"),
              Map.entry("/v1/customers/{customerId}", "/v1/customers/17850"),
              Map.entry("/v1/credit-notes", "/v1/credit-notes"),
              Map.entry("/v1/credit-notes/{creditNoteId}", "/v1/credit-notes/C1"),
              Map.entry("/v1/sales", "/v1/sales?from=2010-12-01&to=2010-12-31&by=product"),
              Map.entry("/v1/ledger/accounts", "/v1/ledger/accounts"),
              Map.entry("/v1/ledger/entries", "/v1/ledger/entries?order=536365"),
              Map.entry("/v1/books", "/v1/books")));

  private static TwoNodes shop;
  private static long told;

  @BeforeAll
  static void start() {
    shop = TwoNodes.start();
    told = History.tellTo(shop.log());
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  static Collection<String> questions() {
    return QUESTIONS.values();
  }

  @Test
  void every_kind_of_question_is_asked_here() throws Exception {
    assertThat(QUESTIONS.keySet())
        .containsExactlyInAnyOrderElementsOf(ContractPaths.read().paths());
  }

  @ParameterizedTest
  @MethodSource("questions")
  void every_answer_says_how_current_it_is(String question) throws Exception {
    for (int node : List.of(0, 1)) {
      Heard heard = shop.ask(node, question, TOKEN, "" + told, "Prefer", "wait=20");
      assertThat(heard.status()).as(heard.body()).isEqualTo(200);
      assertThat(heard.position()).isBetween(told, shop.log().head());
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void a_token_that_nobody_could_have_been_given_is_refused(String question) throws Exception {
    for (String nonsense : List.of("soon", "-1", "1.5", "9223372036854775808", "1,2", "")) {
      Heard heard = shop.ask(0, question, TOKEN, nonsense);
      assertThat(heard.status()).as("'%s' %s", nonsense, heard.body()).isEqualTo(400);
      assertThat(heard.body()).contains(TOKEN);
    }
    assertThat(shop.ask(0, question, TOKEN, "1", TOKEN, "2").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void a_token_beyond_the_end_of_the_log_is_not_waited_for_longer_than_preferred(String question)
      throws Exception {
    Heard heard = shop.ask(1, question, TOKEN, BEYOND, "Prefer", "wait=0");
    assertThat(heard.status()).as(heard.body()).isEqualTo(503);
    assertThat(heard.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(CONTRACT.check("Problem", heard.json())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/orders/536365", "/v1/products?q=mug"})
  void who_says_nothing_of_waiting_waits_two_seconds(String question) throws Exception {
    for (String preference : List.of("handling=lenient", "wait=soon")) {
      long begin = System.nanoTime();
      Heard heard = shop.ask(0, question, TOKEN, BEYOND, "Prefer", preference);
      assertThat(heard.status()).isEqualTo(503);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
    }
  }

  @Test
  void a_read_with_a_token_never_shows_the_past() throws Exception {
    int visits = Integer.getInteger("daybook.visits", 20);
    shop(SHOPPERS, visit -> visit < visits, () -> {});
  }

  @Test
  void a_read_with_a_token_never_shows_the_past_while_every_view_is_built_again() throws Exception {
    JsonNode before = books();
    Rebuilds rebuilds = shop.nodes().getFirst().application().getBean(Rebuilds.class);
    Map<String, Integer> versions = versions(rebuilds);
    assertThat(versions).containsKeys("catalog.search", "ordering.orders", "ledger.postings");
    AtomicBoolean built = new AtomicBoolean();

    List<Shopper> shoppers =
        shop(
            LATER_SHOPPERS,
            visit -> visit < 20 || !built.get(),
            () -> {
              try {
                for (int round = 1; round <= ROUNDS; round++) {
                  buildAgain(rebuilds, versions, round);
                }
              } finally {
                built.set(true);
              }
            });

    List<Bought> bought = shoppers.stream().map(Shopper::bought).toList();
    long orders = bought.stream().mapToLong(Bought::ordersPlaced).sum();
    JsonNode after = books();
    assertThat(orders).isPositive();
    assertThat(grown(before, after, "/orders/placed/count")).isEqualTo(orders);
    assertThat(grown(before, after, "/orders/placed/amounts/0/minor")).isEqualTo(orders);
    assertThat(grown(before, after, "/stock/received"))
        .isEqualTo(bought.stream().mapToLong(Bought::unitsReceived).sum());
    assertThat(grown(before, after, "/stock/onHand"))
        .isEqualTo(bought.stream().mapToLong(Bought::onHand).sum());
    assertThat(grown(before, after, "/carts/open")).isEqualTo(shoppers.size());
  }

  private static void buildAgain(Rebuilds rebuilds, Map<String, Integer> first, int round) {
    first.keySet().forEach(it -> rebuilds.rebuild(it, false));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(rebuilds.list()).allMatch(it -> it.next() == null);
          first.forEach((name, version) ->
              assertThat(versions(rebuilds)).containsEntry(name, version + round));
        });
  }

  /// Lets shoppers in while views lag now and then, and does something meanwhile.
  private static List<Shopper> shop(List<String> names, IntPredicate visits, Runnable meanwhile)
      throws Exception {
    long seed = Long.getLong("daybook.seed", 1);
    List<Shopper> shoppers = new ArrayList<>();
    for (String name : names) {
      shoppers.add(new Shopper(name, shop, Collections.unmodifiableList(shoppers), visits, seed++));
    }
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> stumbling = threads.submit(() -> stumble(over, new Random(1)));
      List<Future<Void>> done = shoppers.stream().map(threads::submit).toList();
      try {
        meanwhile.run();
        for (Future<Void> one : done) {
          one.get();
        }
      } finally {
        over.set(true);
        stumbling.get();
      }
    }
    return shoppers;
  }

  private static Map<String, Integer> versions(Rebuilds rebuilds) {
    return rebuilds.list().stream()
        .collect(Collectors.toMap(ProjectionVersion::name, ProjectionVersion::version));
  }

  private static JsonNode books() throws Exception {
    Heard heard = shop.ask(1, "/v1/books", TOKEN, "" + shop.log().head(), "Prefer", "wait=20");
    assertThat(heard.status()).as(heard.body()).isEqualTo(200);
    return heard.json();
  }

  private static long grown(JsonNode before, JsonNode after, String what) {
    return after.at(what).asLong() - before.at(what).asLong();
  }

  @Test
  void a_search_forces_a_refresh_only_for_what_it_must_show_and_once_for_all_who_wait()
      throws Exception {
    ElasticsearchClient index =
        shop.nodes()
            .getFirst()
            .application()
            .getBean("viewsElasticsearch", ElasticsearchClient.class);
    shop.ask(0, "/v1/products?q=mug", TOKEN, "" + told, "Prefer", "wait=20");
    refreshEvery(index, "-1");
    try {
      search(price(301));
      long before = refreshes(index);

      for (int i = 0; i < 5; i++) {
        assertThat(shop.ask(0, "/v1/products?q=mug").status()).isEqualTo(200);
        long elsewhere =
            shop.log().append(new CartOpened(new CartId("not-a-product-" + i), null, Currency.GBP));
        search(elsewhere);
      }
      assertThat(refreshes(index)).as("nothing to show").isEqualTo(before);

      long priced = price(302);
      List<Callable<Heard>> searchers = Collections.nCopies(40, () -> search(priced));
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Heard> found : threads.invokeAll(searchers)) {
          assertThat(found.get().json().at("/items/0/price/minor").asLong()).isEqualTo(302);
        }
      }
      assertThat(refreshes(index)).as("one for all").isEqualTo(before + 1);
    } finally {
      refreshEvery(index, "1s");
    }
  }

  private static long price(long minor) {
    return shop.log()
        .append(
            new PriceChanged(
                new Sku("85123A"),
                Money.of(minor, Currency.GBP),
                Money.of(minor - 1, Currency.GBP)));
  }

  private static Heard search(long token) throws Exception {
    Heard found = shop.ask(0, "/v1/products?q=mug", TOKEN, "" + token, "Prefer", "wait=20");
    assertThat(found.status()).as(found.body()).isEqualTo(200);
    return found;
  }

  private static long refreshes(ElasticsearchClient index) throws IOException {
    var all = index.indices().stats(it -> it.index("products")).all().primaries();
    return all == null || all.refresh() == null ? -1 : all.refresh().externalTotal();
  }

  private static void refreshEvery(ElasticsearchClient index, String interval) throws IOException {
    index
        .indices()
        .putSettings(
            it -> it.index("products").settings(s -> s.refreshInterval(r -> r.time(interval))));
  }

  /// Views that lag now and then.
  private static void stumble(AtomicBoolean over, Random random) {
    while (!over.get()) {
      shop.log().hold();
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(80)).toNanos());
      shop.log().release();
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
    }
  }
}
