package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.TransientFailure;
import io.daybook.ledger.projection.LedgerProjections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// Two nodes follow histories of any kind: batches in any cut, again and late, connections that
/// break when the rows are written and the position is not. The seed is the name of the test;
/// `-Ddaybook.histories=500 -Ddaybook.seed=1000` plays as many others.
final class AnyHistoryIT {

  /// Without those that say how far reading and building came, which are nobody's view.
  private static final String ALL_TABLES =
      """
      select table_name from information_schema.tables
      where table_schema = 'public' and table_name not like 'flyway%'
        and table_name not like 'quarantine%' and table_name not like 'audit%'
        and table_name not like 'projection%'
        and table_name not in ('search_index', 'view_head', 'view_change')
      order by table_name
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private final List<Mistaken> models = models();

  static LongStream seeds() {
    long first = Long.getLong("daybook.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("daybook.histories", 5));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_tables_are_the_fold_of_what_was_read_wherever_reading_stops_and_the_same_when_rebuilt(
      long seed) {
    Random random = new Random(seed);
    var log = LogOf.events(new RandomShop(seed, 1 + random.nextInt(8)).withOrders(40));
    follow(log, random);
    assertFold(log);
    Map<String, List<String>> live = rows();
    assertThat(live.keySet()).contains("orders", "stock_level", "ledger_posting", "sales");

    rebuild(log, random);

    Map<String, List<String>> rebuilt = rows();
    assertThat(rebuilt.keySet()).isEqualTo(live.keySet());
    live.forEach((table, rows) -> assertThat(rebuilt.get(table)).as(table).isEqualTo(rows));
  }

  /// Stops now and then to compare what is there with what was read.
  private void follow(List<TrackedEventMessage<?>> log, Random random) {
    List<ReadModels> nodes = new ArrayList<>(List.of(node(), node()));
    int done = 0;
    while (done < log.size()) {
      Collections.shuffle(nodes, random);
      int from = Math.max(0, done - random.nextInt(30));
      int to = Math.min(log.size(), done + 1 + random.nextInt(random.nextBoolean() ? 5 : 300));
      if (random.nextInt(3) == 0) {
        Mistaken model = models.get(random.nextInt(models.size()));
        model.breakdowns().add(1L + done + random.nextInt(to - done));
        breakDown(nodes.getFirst(), List.copyOf(log.subList(from, to)), to);
        model.breakdowns().clear();
      }
      nodes.getFirst().apply(List.copyOf(log.subList(from, to)), to);
      done = to;
      if (random.nextInt(3) == 0) {
        late(nodes.getLast(), log, random.nextInt(1, done + 1));
      }
      assertThat(nodes.getLast().position()).isEqualTo(done);
      if (random.nextInt(4) == 0) {
        assertFold(log.subList(0, done));
      }
    }
  }

  /// Pages and segments of any number. A node that dies at it is followed by one with others.
  private void rebuild(List<TrackedEventMessage<?>> log, Random random) {
    Mistaken dying = models.get(random.nextInt(models.size()));
    dying.breakdowns().add(1L + random.nextInt(log.size()));
    Rebuilds first = rebuilds(log, random);
    models.forEach(it -> first.rebuild(it.name(), false));
    await()
        .atMost(PATIENCE)
        .until(() -> first.list().stream().allMatch(it -> it.version() == 2 || isFailed(it)));
    first.stop();
    dying.breakdowns().clear();
    Rebuilds second = rebuilds(log, random);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(second.list()).allMatch(it -> it.version() == 2));
    second.stop();
  }

  private static boolean isFailed(ProjectionVersion version) {
    return version.next() != null && version.next().state().equals("FAILED");
  }

  private Rebuilds rebuilds(List<TrackedEventMessage<?>> log, Random random) {
    var settings =
        new RebuildSettings(
            1, 20 + random.nextInt(200), 1 + random.nextInt(4), Duration.ofMillis(200));
    Rebuilds node = new Rebuilds(List.copyOf(models), new ListedLog(log), VIEWS.pool(), settings);
    node.start();
    return node;
  }

  /// The connection is gone when one read model has written its rows, and others before it.
  private static void breakDown(ReadModels node, List<TrackedEventMessage<?>> batch, int to) {
    assertThatThrownBy(() -> node.apply(batch, to)).matches(TransientFailure::is);
  }

  /// A node that was slow comes with what the other has long taken.
  private static void late(ReadModels node, List<TrackedEventMessage<?>> log, int to) {
    node.apply(List.copyOf(log.subList(Math.max(0, to - 50), to)), to);
  }

  private ReadModels node() {
    ReadModels node = new ReadModels(VIEWS.pool(), List.copyOf(models), Duration.ZERO);
    assertThat(node.position()).isZero();
    return node;
  }

  private static void assertFold(List<TrackedEventMessage<?>> log) {
    NaiveFold fold = new NaiveFold(log);
    NaiveFold.QUERIES.forEach((table, query) ->
        assertThat(VIEWS.jdbc().sql(query).query(String.class).list().stream().sorted().toList())
            .as("%s at %d", table, log.size())
            .isEqualTo(fold.rows(table)));
  }

  /// Every column of every row of every table.
  private static Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table : VIEWS.jdbc().sql(ALL_TABLES).query(String.class).list()) {
      rows.put(
          table,
          VIEWS
              .jdbc()
              .sql("select to_jsonb(it)::text from %s it order by 1".formatted(table))
              .query(String.class)
              .list());
    }
    return rows;
  }

  private static List<Mistaken> models() {
    try (var context = new AnnotationConfigApplicationContext(LedgerProjections.class)) {
      return Stream.concat(
              ReadModelsIT.models().stream(),
              context.getBeanProvider(ReadModel.class).orderedStream())
          .map(Mistaken::of)
          .toList();
    }
  }
}
