package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.axon.TransientFailure;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.inventory.projection.InventoryProjections;
import io.daybook.kernel.projection.BulkTransport;
import io.daybook.kernel.projection.ListedLog;
import io.daybook.kernel.projection.LogOf;
import io.daybook.kernel.projection.ReadModels;
import io.daybook.kernel.projection.ViewsDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two nodes index histories of a few products, in any cut and order of steps: one of them dies
/// between documents and position, or is so slow that what it has read of the tables is old when it
/// sends it. The seed is the name of the test; `-Ddaybook.histories=500 -Ddaybook.seed=1000` plays
/// as many others.
final class AnyProductHistoryIT {

  private static final int STEPS = 80;

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private static EmbeddedElasticsearch server;
  private static ElasticsearchClient elasticsearch;
  private static IndexDefinition definition;

  private final List<TrackedEventMessage<?>> log = new ArrayList<>();
  private final Map<String, Versioned> seen = new HashMap<>();
  private final List<Versioned> inHand = new ArrayList<>();
  private final ProductIndexer[] nodes = new ProductIndexer[2];
  private final long[] positions = new long[2];
  private int tables;

  static LongStream seeds() {
    long first = Long.getLong("daybook.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("daybook.histories", 3));
  }

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedElasticsearch.startTemporary();
    elasticsearch = new ElasticsearchClient(BulkTransport.to(server.uri(), 16));
    definition = IndexDefinition.read(Optional.empty());
  }

  @BeforeEach
  void beginWithNothing() throws IOException {
    elasticsearch.indices().delete(it -> it.index(definition.name(1)).ignoreUnavailable(true));
    assertThat(tables().position()).isZero();
    restart(0);
    restart(1);
  }

  @AfterAll
  static void stop() throws IOException {
    elasticsearch.close();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_document_is_the_fold_of_the_log_up_to_its_version_and_never_goes_back(long seed)
      throws IOException {
    Random random = new Random(seed);
    RandomProducts products = new RandomProducts(random);
    for (int i = 0; i < STEPS; i++) {
      LogOf.append(log, products.next(random.nextInt(1, 4)));
      step(random);
      check();
    }
    write(log.size());
    index(0, log.size());
    index(1, log.size());
    Map<String, Versioned> live = check();
    RandomProducts.SKUS.forEach(
        sku -> assertThat(live.get(sku)).isEqualTo(RandomProducts.fold(sku, log, log.size())));

    elasticsearch.indices().delete(it -> it.index(definition.name(1)));
    VIEWS.empty();
    rewrite(random);
    restart(0);

    assertThat(check()).as("rebuilt").isEqualTo(live);
  }

  private void step(Random random) throws IOException {
    int node = random.nextInt(2);
    switch (random.nextInt(8)) {
      case 0 -> restart(node);
      case 1 -> inHand.addAll(documents().changed(RandomProducts.SKUS, random.nextInt(log.size())));
      case 2 -> {
        assertThat(index().send(inHand)).isEmpty();
        inHand.clear();
      }
      case 3 -> dieBeforeThePosition(node);
      case 4 -> beRefused(node);
      default -> {
        write(random.nextInt(tables, log.size() + 1));
        index(node, random.nextLong(positions[node], Math.max(positions[node], tables) + 1));
      }
    }
  }

  /// All documents are there and nobody has taken that down: the batch comes again.
  private void dieBeforeThePosition(int node) throws IOException {
    VIEWS.jdbc().sql("create table before as select position, changed from search_index").update();
    index(node, Math.max(positions[node], tables));
    VIEWS
        .jdbc()
        .sql("update search_index set (position, changed) = (select position, changed from before)")
        .update();
    VIEWS.jdbc().sql("drop table before").update();
    restart(node);
  }

  /// Elasticsearch takes nothing, and nothing is taken down that was not sent.
  private void beRefused(int node) throws IOException {
    block(true);
    try {
      index(node, tables);
    } catch (UncheckedIOException refused) {
      assertThat(TransientFailure.is(refused)).isTrue();
    } finally {
      block(false);
    }
    restart(node);
  }

  private static void block(boolean write) throws IOException {
    var blocked =
        elasticsearch
            .indices()
            .putSettings(
                it -> it.index(definition.name(1)).settings(s -> s.blocks(b -> b.write(write))));
    assertThat(blocked.acknowledged()).isTrue();
  }

  private void write(int to) {
    if (to > tables) {
      tables().apply(List.copyOf(log.subList(tables, to)), to);
      tables = to;
    }
  }

  /// The tables again, in another cut.
  private void rewrite(Random random) {
    ReadModels again = tables();
    assertThat(again.position()).isZero();
    for (int done = 0; done < log.size(); ) {
      int to = Math.min(log.size(), done + 1 + random.nextInt(40));
      again.apply(List.copyOf(log.subList(done, to)), to);
      done = to;
    }
  }

  private void index(int node, long to) {
    if (to > positions[node]) {
      nodes[node].apply(List.copyOf(log.subList((int) positions[node], (int) to)), to);
      positions[node] = to;
    }
  }

  private void restart(int node) {
    nodes[node] = indexer();
    positions[node] = nodes[node].position();
  }

  /// Nothing has gone back, nothing is made up, and nothing is missing of what is taken down.
  private Map<String, Versioned> check() throws IOException {
    long reached = VIEWS.jdbc().sql("select position from search_index").query(Long.class).single();
    Map<String, Versioned> now = new TreeMap<>();
    for (String sku : RandomProducts.SKUS) {
      Versioned there = there(sku);
      if (there != null) {
        now.put(sku, there);
        assertThat(there).isEqualTo(RandomProducts.fold(sku, log, there.version()));
        Versioned before = seen.put(sku, there);
        assertThat(there.version()).isGreaterThanOrEqualTo(before == null ? 0 : before.version());
      }
      Versioned due = RandomProducts.fold(sku, log, reached);
      if (due != null) {
        assertThat(there == null ? 0 : there.version())
            .as("%s at %d", sku, reached)
            .isGreaterThanOrEqualTo(due.version());
      }
    }
    return now;
  }

  private static @Nullable Versioned there(String sku) throws IOException {
    var found =
        elasticsearch.get(it -> it.index(definition.name(1)).id(sku), ProductDocument.class);
    return found.source() == null || found.version() == null
        ? null
        : new Versioned(found.source(), found.version());
  }

  private static ReadModels tables() {
    return new ReadModels(
        VIEWS.pool(),
        List.of(new ProductProjection(), new InventoryProjections().stockLevelProjection()),
        Duration.ZERO);
  }

  private ProductIndexer indexer() {
    return new ProductIndexer(
        index(),
        VIEWS.pool(),
        HeldDocuments.of(index(), VIEWS.pool(), new ListedLog(log)),
        Duration.ZERO);
  }

  private static ProductIndex index() {
    return new ProductIndex(elasticsearch, definition, 0);
  }

  private static ProductDocuments documents() {
    return new ProductDocuments(VIEWS.pool());
  }
}
