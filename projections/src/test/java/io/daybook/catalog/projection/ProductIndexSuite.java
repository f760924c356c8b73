package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.projection.ProductDocument.Versioned;
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
import io.daybook.kernel.projection.BulkTransport;
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
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// An index of products, the tables that it is made of, and a log that both follow.
abstract class ProductIndexSuite {

  /// More than Elasticsearch takes for one term.
  static final String ENDLESS = "k".repeat(40_000);

  static final IndexDefinition DEFINITION = definition(Optional.empty());

  static EmbeddedPostgres postgres;

  static EmbeddedElasticsearch node;

  static ElasticsearchClient elasticsearch;

  static DataSource views;

  final List<TrackedEventMessage<?>> log = new ArrayList<>();

  final Mistaken products = Mistaken.of(new ProductProjection());

  final Mistaken stock = Mistaken.of(new InventoryProjections().stockLevelProjection());

  ProductIndexer indexer;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    views = postgres.dataSource("views");
    node = EmbeddedElasticsearch.startTemporary();
    elasticsearch = new ElasticsearchClient(BulkTransport.to(node.uri(), 16));
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

  static IndexDefinition definition(Optional<Path> synonyms) {
    try {
      return IndexDefinition.read(synonyms);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void happen(DomainEvent... events) {
    LogOf.append(log, List.of(events));
  }

  /// Has the tables and then the index take what is new.
  void index() {
    tables();
    int from = (int) indexer.position();
    indexer.apply(List.copyOf(log.subList(from, log.size())), log.size());
  }

  void tables() {
    ReadModels tables = new ReadModels(views, models(), Duration.ZERO);
    int from = (int) tables.position();
    tables.apply(List.copyOf(log.subList(from, log.size())), log.size());
  }

  List<ReadModel> models() {
    return List.of(products, stock);
  }

  ViewQuarantines quarantines() {
    return quarantines(elasticsearch);
  }

  ViewQuarantines quarantines(ElasticsearchClient client) {
    RowFollower follower = new RowFollower(held(client), ProductDocuments.TABLES);
    return ViewQuarantines.of(models(), List.of(follower), new ListedLog(log), views);
  }

  Quarantine search() {
    return quarantines().of(ProductIndexer.NAME);
  }

  static Held only(Quarantine quarantine) {
    assertThat(quarantine.held()).hasSize(1);
    return quarantine.held().getFirst();
  }

  HeldDocuments held(ElasticsearchClient client) {
    return HeldDocuments.of(new ProductIndex(client, DEFINITION, 0), views, new ListedLog(log));
  }

  ProductIndexer indexer(ElasticsearchClient client) {
    return indexer(client, DEFINITION);
  }

  ProductIndexer indexer(ElasticsearchClient client, IndexDefinition definition) {
    return new ProductIndexer(
        new ProductIndex(client, definition, 0), views, held(client), Duration.ZERO);
  }

  static ProductListed listed(String sku) {
    return new ProductListed(new Sku(sku), "Mug", "", "Kitchen", Money.of(200, Currency.GBP));
  }

  static PriceChanged priced(String sku, long minor) {
    return new PriceChanged(
        new Sku(sku), Money.of(minor, Currency.GBP), Money.of(200, Currency.GBP));
  }

  static StockReceived received(String sku) {
    return new StockReceived(new Sku(sku), 1, "truck", new StockLevel(1, 0));
  }

  static StockAdjusted sold(String sku) {
    return new StockAdjusted(new Sku(sku), -1, "sold", new StockLevel(0, 0));
  }

  static Versioned document(String sku, long version) {
    return new Versioned(
        new ProductDocument(sku, "Mug", "", "Kitchen", version, "GBP", true, true), version);
  }

  static boolean isThere(String sku) throws Exception {
    return elasticsearch.exists(it -> it.index(DEFINITION.name(1)).id(sku)).value();
  }

  static long priceOf(String sku) throws Exception {
    return documentOf(sku).priceMinor();
  }

  static ProductDocument documentOf(String sku) throws Exception {
    return Objects.requireNonNull(
        elasticsearch
            .get(it -> it.index(DEFINITION.name(1)).id(sku), ProductDocument.class)
            .source());
  }
}
