package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import io.daybook.axon.TransientFailure;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.catalog.projection.ProductIndex.Made;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.inventory.projection.InventoryProjections;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.ListedLog;
import io.daybook.kernel.projection.LogOf;
import io.daybook.kernel.projection.Mistaken;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.ReadModels;
import io.daybook.kernel.projection.RowFollower;
import io.daybook.kernel.projection.ViewQuarantines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class ProductIndexerIT {

  /// More than Elasticsearch takes for one term.
  private static final String ENDLESS = "k".repeat(40_000);

  private static final IndexDefinition DEFINITION = definition(Optional.empty());

  private static EmbeddedPostgres postgres;
  private static EmbeddedElasticsearch node;
  private static ElasticsearchClient elasticsearch;
  private static DataSource views;

  private final List<TrackedEventMessage<?>> log = new ArrayList<>();
  private final Mistaken products = Mistaken.of(new ProductProjection());
  private final Mistaken stock = Mistaken.of(new InventoryProjections().stockLevelProjection());
  private ProductIndexer indexer;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    views = postgres.dataSource("views");
    node = EmbeddedElasticsearch.startTemporary();
    elasticsearch =
        ElasticsearchClient.of(it -> it.host(node.uri()).jsonMapper(new Jackson3JsonpMapper()));
  }

  @BeforeEach
  void beginWithNothing() throws Exception {
    Flyway schema =
        Flyway.configure()
            .dataSource(views)
            .locations("classpath:io/daybook/views")
            .cleanDisabled(false)
            .load();
    schema.clean();
    schema.migrate();
    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)).ignoreUnavailable(true));
    indexer = indexer(elasticsearch);
    assertThat(indexer.position()).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    elasticsearch.close();
    node.close();
    postgres.close();
  }

  @Test
  void a_document_never_goes_back() throws Exception {
    ProductIndex index = new ProductIndex(elasticsearch, DEFINITION, 0);
    assertThat(index.prepare(1).uuid()).isNotEmpty();
    Random random = new Random(7);
    long newest = 0;
    for (int i = 0; i < 200; i++) {
      long version = random.nextLong(1, 101);
      newest = Math.max(newest, version);
      index.send(List.of(document("never-back", version), document("other-" + i, version)));
      assertThat(priceOf("never-back")).isEqualTo(newest);
    }
  }

  @Test
  void an_index_that_was_lost_is_filled_from_the_tables() throws Exception {
    JdbcClient.create(views)
        .sql(
            """
            insert into projection_position (name, position)
            values ('projections.catalog.products', 42), ('projections.inventory.stock-levels', 40);
            insert into product values ('lost', 'Mug', '', 'Kitchen', 255, 'GBP', true, 1, 7)
            """)
        .update();
    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));
    assertThat(indexer.position()).isEqualTo(40);
    assertThat(priceOf("lost")).isEqualTo(255);

    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));

    assertThat(indexer.position()).isEqualTo(40);
    assertThat(priceOf("lost")).isEqualTo(255);
    assertThat(elasticsearch.indices().existsAlias(it -> it.name("products")).value()).isTrue();
  }

  @Test
  void a_document_that_is_refused_waits_alone_and_is_sent_when_its_product_is_mended()
      throws Exception {
    happen(listed("good"), listed("endless"), listed("fine"));
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS));
    happen(priced("fine", 300));
    index();

    assertThat(priceOf("fine")).isEqualTo(300);
    assertThat(isThere("endless")).isFalse();
    Held held = only(search());
    assertThat(held.reader()).isEqualTo("projections.catalog.search");
    assertThat(held.sequence()).isEqualTo("endless");
    assertThat(held.failure()).contains("field [category]");
    assertThat(indexer.position()).isEqualTo(5);

    happen(new ProductRevised(new Sku("endless"), "Mug", "", "Kitchen"), priced("good", 400));
    index();
    assertThat(priceOf("good")).isEqualTo(400);
    assertThat(isThere("endless")).as("waits behind").isFalse();
    assertThat(only(search()).waiting()).isEqualTo(3);

    assertThat(search().redrive("endless")).isEmpty();
    assertThat(priceOf("endless")).isEqualTo(200);
    assertThat(search().held()).isEmpty();
  }

  @Test
  void a_refused_document_that_is_skipped_stays_as_it_was_until_its_product_changes()
      throws Exception {
    happen(listed("endless"));
    index();
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS));
    index();
    assertThat(search().redrive("endless")).get().extracting(Held::attempts).isEqualTo(2);

    assertThat(search().skip("endless", 1)).as("another event").isPresent();
    assertThat(search().skip("endless", 2)).isEmpty();

    assertThat(search().held()).isEmpty();
    assertThat(priceOf("endless")).isEqualTo(200);
    happen(new ProductRevised(new Sku("endless"), "Mug", "", "Kitchen"), priced("endless", 300));
    index();
    assertThat(priceOf("endless")).isEqualTo(300);
  }

  @Test
  void nothing_is_held_while_elasticsearch_is_away() throws Exception {
    happen(listed("patient"));
    index();
    happen(priced("patient", 300));
    tables();
    try (ElasticsearchClient nobody =
        ElasticsearchClient.of(
            it -> it.host("http://127.0.0.1:1").jsonMapper(new Jackson3JsonpMapper()))) {
      ProductIndexer cutOff = indexer(nobody);
      assertThatThrownBy(cutOff::position).matches(TransientFailure::is);
      assertThatThrownBy(() -> cutOff.apply(List.copyOf(log.subList(1, 2)), 2))
          .matches(TransientFailure::is);
    }

    assertThat(search().held()).isEmpty();
    assertThat(priceOf("patient")).isEqualTo(200);
    index();
    assertThat(priceOf("patient")).isEqualTo(300);
  }

  @Test
  void a_hold_that_breaks_off_in_the_middle_comes_again_with_its_batch() throws Exception {
    happen(listed("torn"), new ProductRevised(new Sku("torn"), "Mug", "", ENDLESS));
    JdbcClient jdbc = JdbcClient.create(views);
    jdbc.sql("alter table quarantined_event rename to away").update();

    assertThatThrownBy(this::index).hasStackTraceContaining("quarantined_event");

    jdbc.sql("alter table away rename to quarantined_event").update();
    assertThat(search().held()).isEmpty();
    assertThat(indexer.position()).isZero();
    index();
    assertThat(only(search()).waiting()).isEqualTo(2);
    assertThat(indexer.position()).isEqualTo(2);
  }

  @Test
  void a_row_that_is_mended_is_found_again() throws Exception {
    products.mistakes().add(2L);
    happen(listed("mended"), priced("mended", 300));
    index();
    assertThat(priceOf("mended")).isEqualTo(200);
    assertThat(search().held()).as("the index follows the row").isEmpty();

    products.mistakes().clear();
    assertThat(quarantines().of(products.name()).redrive("mended")).isEmpty();

    assertThat(priceOf("mended")).isEqualTo(300);
    assertThat(search().held()).isEmpty();
  }

  @Test
  void a_document_is_right_when_the_older_one_of_its_rows_is_mended() throws Exception {
    stock.mistakes().add(2L);
    happen(listed("older"), received("older"), priced("older", 300));
    index();
    assertThat(documentOf("older").inStock()).isFalse();

    stock.mistakes().clear();
    assertThat(quarantines().of(stock.name()).redrive("older")).isEmpty();

    assertThat(documentOf("older").inStock()).isTrue();
    assertThat(priceOf("older")).isEqualTo(300);
    assertThat(search().held()).isEmpty();
    products.mistakes().add(4L);
    happen(priced("older", 400), sold("older"));
    index();
    assertThat(documentOf("older").inStock()).isFalse();
    assertThat(priceOf("older")).isEqualTo(300);

    products.mistakes().clear();
    assertThat(quarantines().of(products.name()).redrive("older")).isEmpty();

    assertThat(priceOf("older")).isEqualTo(400);
    assertThat(documentOf("older").inStock()).isFalse();
  }

  @Test
  void a_node_that_fills_an_index_later_than_another_takes_nothing_back() throws Exception {
    happen(listed("endless"), listed("twice"));
    tables();
    Made made = new ProductIndex(elasticsearch, DEFINITION, 0).prepare(1);
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS), priced("twice", 300));
    index();
    assertThat(indexer.position()).isEqualTo(4);

    assertThat(held(elasticsearch).beginAgain(made, Map.of(), 2))
        .as("two nodes found it empty, and the slower one is done now")
        .isEqualTo(4);

    assertThat(indexer.position()).isEqualTo(4);
    assertThat(only(search()).sequence()).isEqualTo("endless");
    assertThat(priceOf("twice")).isEqualTo(300);
  }

  @Test
  void a_row_that_is_mended_while_elasticsearch_is_away_waits_to_be_sent() throws Exception {
    products.mistakes().add(2L);
    happen(listed("late"), priced("late", 300));
    index();
    products.mistakes().clear();
    try (ElasticsearchClient nobody =
        ElasticsearchClient.of(
            it -> it.host("http://127.0.0.1:1").jsonMapper(new Jackson3JsonpMapper()))) {
      assertThat(quarantines(nobody).of(products.name()).redrive("late")).isEmpty();
    }

    assertThat(only(search()).failure()).contains("was mended, its copy not yet");
    assertThat(priceOf("late")).isEqualTo(200);
    assertThat(search().redrive("late")).isEmpty();
    assertThat(priceOf("late")).isEqualTo(300);
  }

  @Test
  void an_index_that_is_filled_anew_holds_what_is_refused_and_nothing_else() throws Exception {
    happen(listed("endless"), listed("refilled"));
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS));
    index();
    Held before = only(search());
    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));

    assertThat(indexer.position()).isEqualTo(3);

    assertThat(priceOf("refilled")).isEqualTo(200);
    Held held = only(search());
    assertThat(held.position()).isEqualTo(3);
    assertThat(held.since()).isAfter(before.since());
  }

  @Test
  void documents_never_make_an_index_of_their_own() throws Exception {
    ProductIndex index = new ProductIndex(elasticsearch, DEFINITION, 0);
    assertThat(index.prepare(1).uuid()).isNotEmpty();
    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));

    assertThatIOException().isThrownBy(() -> index.send(List.of(document("alone", 1))));

    assertThat(elasticsearch.indices().exists(it -> it.index(ProductIndexes.WRITERS)).value())
        .isFalse();
  }

  private static IndexDefinition definition(Optional<Path> synonyms) {
    try {
      return IndexDefinition.read(synonyms);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void happen(DomainEvent... events) {
    LogOf.append(log, List.of(events));
  }

  /// Has the tables and then the index take what is new.
  private void index() {
    tables();
    int from = (int) indexer.position();
    indexer.apply(List.copyOf(log.subList(from, log.size())), log.size());
  }

  private void tables() {
    ReadModels tables = new ReadModels(views, models(), Duration.ZERO);
    int from = (int) tables.position();
    tables.apply(List.copyOf(log.subList(from, log.size())), log.size());
  }

  private List<ReadModel> models() {
    return List.of(products, stock);
  }

  private ViewQuarantines quarantines() {
    return quarantines(elasticsearch);
  }

  private ViewQuarantines quarantines(ElasticsearchClient client) {
    RowFollower follower = new RowFollower(held(client), ProductDocuments.TABLES);
    return ViewQuarantines.of(models(), List.of(follower), new ListedLog(log), views);
  }

  private Quarantine search() {
    return quarantines().of(ProductIndexer.NAME);
  }

  private static Held only(Quarantine quarantine) {
    assertThat(quarantine.held()).hasSize(1);
    return quarantine.held().getFirst();
  }

  private HeldDocuments held(ElasticsearchClient client) {
    return HeldDocuments.of(new ProductIndex(client, DEFINITION, 0), views, new ListedLog(log));
  }

  private ProductIndexer indexer(ElasticsearchClient client) {
    return indexer(client, DEFINITION);
  }

  private ProductIndexer indexer(ElasticsearchClient client, IndexDefinition definition) {
    return new ProductIndexer(
        new ProductIndex(client, definition, 0), views, held(client), Duration.ZERO);
  }

  private static ProductListed listed(String sku) {
    return new ProductListed(new Sku(sku), "Mug", "", "Kitchen", Money.of(200, Currency.GBP));
  }

  private static PriceChanged priced(String sku, long minor) {
    return new PriceChanged(
        new Sku(sku), Money.of(minor, Currency.GBP), Money.of(200, Currency.GBP));
  }

  private static StockReceived received(String sku) {
    return new StockReceived(new Sku(sku), 1, "truck", new StockLevel(1, 0));
  }

  private static StockAdjusted sold(String sku) {
    return new StockAdjusted(new Sku(sku), -1, "sold", new StockLevel(0, 0));
  }

  private static Versioned document(String sku, long version) {
    return new Versioned(
        new ProductDocument(sku, "Mug", "", "Kitchen", version, "GBP", true, true), version);
  }

  private static boolean isThere(String sku) throws Exception {
    return elasticsearch.exists(it -> it.index(DEFINITION.name(1)).id(sku)).value();
  }

  private static long priceOf(String sku) throws Exception {
    return documentOf(sku).priceMinor();
  }

  private static ProductDocument documentOf(String sku) throws Exception {
    return Objects.requireNonNull(
        elasticsearch
            .get(it -> it.index(DEFINITION.name(1)).id(sku), ProductDocument.class)
            .source());
  }
}
