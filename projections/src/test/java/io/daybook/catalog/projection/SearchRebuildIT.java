package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.GetResponse;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.inventory.projection.InventoryProjections;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.BulkTransport;
import io.daybook.kernel.projection.ListedLog;
import io.daybook.kernel.projection.LogOf;
import io.daybook.kernel.projection.ProjectionVersion;
import io.daybook.kernel.projection.ReadModels;
import io.daybook.kernel.projection.RebuildSettings;
import io.daybook.kernel.projection.Rebuilds;
import io.daybook.kernel.projection.ViewsDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The search index built again beside the one that is searched.
final class SearchRebuildIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SEARCH = "catalog.search";
  private static final int PRODUCTS = 300;

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();
  private static EmbeddedElasticsearch server;
  private static ElasticsearchClient elasticsearch;
  private static IndexDefinition definition;

  private final List<TrackedEventMessage<?>> log = new CopyOnWriteArrayList<>();
  private final List<Rebuilds> nodes = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private ProductIndexer indexer;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedElasticsearch.startTemporary();
    elasticsearch = new ElasticsearchClient(BulkTransport.to(server.uri(), 16));
    definition = IndexDefinition.read(Optional.empty());
  }

  @AfterAll
  static void end() throws IOException {
    elasticsearch.close();
    server.close();
  }

  @BeforeEach
  void openShop() throws IOException {
    for (String index : indexes()) {
      elasticsearch.indices().delete(it -> it.index(index));
    }
    indexer = indexer();
    assertThat(tables().position()).isZero();
    assertThat(indexer.position()).isZero();
    happen(
        IntStream.range(0, PRODUCTS).mapToObj(SearchRebuildIT::listed).toArray(DomainEvent[]::new));
  }

  @AfterEach
  void stop() {
    nodes.forEach(Rebuilds::stop);
    threads.close();
  }

  @Test
  void nobody_misses_a_product_or_finds_an_older_price_while_indexes_are_exchanged() {
    Rebuilds node = node();
    AtomicBoolean over = new AtomicBoolean();
    Map<Integer, Long> written = new ConcurrentHashMap<>();
    CompletableFuture<Void> shop =
        CompletableFuture.runAsync(
            () -> {
              for (long price = 1_000; !over.get(); price++) {
                int product = (int) (price * 7 % PRODUCTS);
                happen(priced(product, price));
                written.put(product, price);
              }
            },
            threads);
    AtomicLong looks = new AtomicLong();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                for (var known : Map.copyOf(written).entrySet()) {
                  assertThat(priceOf(known.getKey())).isGreaterThanOrEqualTo(known.getValue());
                  looks.incrementAndGet();
                }
              }
            },
            threads);

    for (int version = 2; version <= 4; version++) {
      int built = version;
      node.rebuild(SEARCH, false);
      await().atMost(PATIENCE).until(() -> version(node) == built || reader.isDone());
    }
    over.set(true);

    assertThat(shop).succeedsWithin(PATIENCE);
    assertThat(reader).succeedsWithin(PATIENCE);
    assertThat(looks).hasValueGreaterThan(100);
    assertThat(read()).isEqualTo(definition.name(4));
    happen(priced(1, 99_999));
    assertThat(priceOf(1)).isEqualTo(99_999);
    assertThat(indexer.position()).as("its place is that of the log").isEqualTo(log.size());
  }

  @Test
  void an_index_that_was_damaged_is_found_out_and_replaced_when_somebody_accepts_that()
      throws IOException {
    Rebuilds node = node();
    String live = read();
    long version = Objects.requireNonNull(get(5).version());
    elasticsearch.index(it ->
        it.index(live)
            .id(sku(5))
            .version(version)
            .versionType(VersionType.ExternalGte)
            .document(document(5, 1)));
    elasticsearch.delete(it -> it.index(live).id(sku(6)));

    node.rebuild(SEARCH, false);

    await().atMost(PATIENCE).until(() -> next(node).state().equals("DIFFERENT"));
    assertThat(next(node).note()).isEqualTo("2 documents differ, such as sku-005, sku-006.");
    assertThat(read()).isEqualTo(live);
    node.rebuild(SEARCH, true);
    await().atMost(PATIENCE).until(() -> version(node) == 2);
    assertThat(priceOf(5)).isEqualTo(200);
    assertThat(priceOf(6)).isEqualTo(200);
    String toldAll = "select streams is null from view_change order by number desc limit 1";
    assertThat(VIEWS.jdbc().sql(toldAll).query(Boolean.class).single()).isTrue();
  }

  @Test
  void an_index_that_was_kept_catches_up_and_is_searched_again() throws IOException {
    Rebuilds node = node();
    node.rebuild(SEARCH, false);
    await().atMost(PATIENCE).until(() -> version(node) == 2);
    happen(priced(7, 777));

    node.rollBack(SEARCH);

    await().atMost(PATIENCE).until(() -> version(node) == 1);
    assertThat(read()).isEqualTo(definition.name(1));
    assertThat(priceOf(7)).isEqualTo(777);
    happen(priced(7, 888));
    assertThat(priceOf(7)).isEqualTo(888);
    node.dropKept(SEARCH);
    await().atMost(PATIENCE).until(() -> indexes().equals(List.of(definition.name(1))));
  }

  @Test
  void an_index_that_is_read_shows_by_itself_what_changes() {
    Rebuilds node = node();
    node.rebuild(SEARCH, false);
    await().atMost(PATIENCE).until(() -> version(node) == 2);

    happen(priced(3, 555));

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                elasticsearch
                    .count(it ->
                        it.index("products")
                            .query(q -> q.term(t -> t.field("priceMinor").value(555))))
                    .count(),
            found -> found == 1);
  }

  @Test
  void a_build_whose_node_dies_goes_on_where_it_was() {
    happen(new ProductListed(new Sku("odd"), "Mug", "", "k".repeat(40_000), price(200)));
    happen(listed(PRODUCTS));
    StreamableMessageSource<TrackedEventMessage<?>> broken =
        _ -> {
          throw new IllegalStateException("the node dies");
        };
    Rebuilds first = node(definition, broken);
    first.rebuild(SEARCH, false);
    await().atMost(PATIENCE).until(() -> next(first).state().equals("FAILED"));
    first.stop();
    long reached = next(first).position();
    assertThat(reached).isGreaterThan(0).isLessThan(log.size());

    Rebuilds second = node();

    await().atMost(PATIENCE).until(() -> version(second) == 2);
    assertThat(
            VIEWS
                .jdbc()
                .sql("select began_position from projection_version where name = ?")
                .param(ProductIndexer.NAME)
                .query(Long.class)
                .single())
        .isGreaterThanOrEqualTo(reached);
    assertThat(priceOf(PRODUCTS)).isEqualTo(200);
    assertThat(held().held())
        .singleElement()
        .satisfies(
            it -> assertThat(it.sequence()).as("refused by this index too").isEqualTo("odd"));
  }

  @Test
  void another_definition_rolls_out_beside_the_index_that_is_searched(@TempDir Path directory)
      throws IOException {
    happen(new ProductListed(new Sku("s"), "Sofa", "", "Hall", price(1)));
    node().stop();
    Path synonyms = Files.writeString(directory.resolve("s.txt"), "# ours\n\ncouch, sofa\n");
    IndexDefinition other = IndexDefinition.read(Optional.of(synonyms));

    Rebuilds later = node(other, new ListedLog(log));

    await().atMost(PATIENCE).until(() -> version(later) == 2);
    assertThat(read()).isEqualTo(other.name(2));
    assertThat(foundByCouch()).isEqualTo(1);
    later.rollBack(SEARCH);
    await().atMost(PATIENCE).until(() -> version(later) == 1);
    assertThat(read()).isEqualTo(definition.name(1));
    assertThat(foundByCouch()).isZero();
  }

  @Test
  void what_is_given_up_is_deleted() {
    Rebuilds node = node();
    VIEWS.jdbc().sql("update product set price_minor = 1 where sku = 'sku-009'").update();
    node.rebuild(SEARCH, false);
    await().atMost(PATIENCE).until(() -> next(node).state().equals("DIFFERENT"));
    assertThat(indexes()).containsExactlyInAnyOrder(definition.name(1), definition.name(2));

    node.abandon(SEARCH);

    await().atMost(PATIENCE).until(() -> indexes().equals(List.of(definition.name(1))));
    assertThat(version(node)).isEqualTo(1);
  }

  private Rebuilds node() {
    return node(definition, new ListedLog(log));
  }

  private Rebuilds node(
      IndexDefinition by, StreamableMessageSource<TrackedEventMessage<?>> source) {
    RebuildSettings settings = new RebuildSettings(1, 50, 1, Duration.ofMillis(100));
    Rebuilds node =
        new Rebuilds(
            List.of(
                new SearchRebuild(
                    new ProductIndex(elasticsearch, by, 0), VIEWS.pool(), source, settings)),
            VIEWS.pool(),
            settings);
    nodes.add(node);
    node.start();
    return node;
  }

  private ProductIndexer indexer() {
    return new ProductIndexer(
        new ProductIndex(elasticsearch, definition, 0), VIEWS.pool(), held(), Duration.ZERO);
  }

  private HeldDocuments held() {
    return HeldDocuments.of(
        new ProductIndex(elasticsearch, definition, 0), VIEWS.pool(), new ListedLog(log));
  }

  /// In the tables and in the index.
  private void happen(DomainEvent... events) {
    int from = log.size();
    List<TrackedEventMessage<?>> more = new ArrayList<>(log);
    LogOf.append(more, List.of(events));
    List<TrackedEventMessage<?>> batch = more.subList(from, more.size());
    log.addAll(batch);
    ReadModels tables = tables();
    assertThat(tables.position()).isEqualTo(from);
    tables.apply(batch, log.size());
    indexer.apply(batch, log.size());
  }

  private static ReadModels tables() {
    return new ReadModels(
        VIEWS.pool(),
        List.of(new ProductProjection(), new InventoryProjections().stockLevelProjection()),
        Duration.ZERO);
  }

  private static ProductListed listed(int product) {
    return new ProductListed(new Sku(sku(product)), "Mug", "", "Kitchen", price(200));
  }

  private static PriceChanged priced(int product, long minor) {
    return new PriceChanged(new Sku(sku(product)), price(minor), price(200));
  }

  private static Money price(long minor) {
    return Money.of(minor, Currency.GBP);
  }

  private static String sku(int product) {
    return "sku-%03d".formatted(product);
  }

  private static ProductDocument document(int product, long minor) {
    return new ProductDocument(sku(product), "Mug", "", "Kitchen", minor, "GBP", false, true);
  }

  private static ProjectionVersion listed(Rebuilds node) {
    return node.list().stream().filter(it -> it.name().equals(SEARCH)).findFirst().orElseThrow();
  }

  private static int version(Rebuilds node) {
    return listed(node).version();
  }

  private static ProjectionVersion.Next next(Rebuilds node) {
    return Objects.requireNonNull(listed(node).next(), "nothing is being built");
  }

  private static GetResponse<ProductDocument> get(int product) {
    try {
      return elasticsearch.get(it -> it.index("products").id(sku(product)), ProductDocument.class);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static long priceOf(int product) {
    return Objects.requireNonNull(get(product).source(), "it is missing").priceMinor();
  }

  private static long foundByCouch() throws IOException {
    return elasticsearch
        .count(it -> it.index("products").query(q -> q.match(m -> m.field("name").query("couch"))))
        .count();
  }

  private static String read() {
    try {
      return elasticsearch.indices().getAlias(it -> it.name("products")).aliases().keySet().stream()
          .findFirst()
          .orElseThrow();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static List<String> indexes() {
    try {
      return List.copyOf(
          elasticsearch.indices().get(it -> it.index("products-*")).indices().keySet());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
