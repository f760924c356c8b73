package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.kernel.StreamId;
import io.daybook.kernel.projection.ProjectionVersion.Next;
import io.daybook.ledger.projection.LedgerProjections;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// Read models built again beside those that are read.
final class RebuildIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ORDERS = "ordering.orders";
  private static final String ORDERS_NAME = "projections.ordering.orders";
  private static final String SALES_NAME = "projections.ordering.sales";
  private static final RebuildSettings SETTINGS =
      new RebuildSettings(1, 100, 2, Duration.ofMillis(100));

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private final List<TrackedEventMessage<?>> log =
      LogOf.events(new RandomShop(31, 7).withOrders(120));
  private final List<Rebuilds> nodes = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    nodes.forEach(Rebuilds::stop);
    threads.close();
  }

  @Test
  void every_read_model_built_again_is_equal_to_the_one_that_was_read() {
    List<ReadModel> models = Stream.concat(models().stream(), ledger().stream()).toList();
    feed(models, log.size());
    Rebuilds node = start(models, new ListedLog(log));
    List<String> before = definitions();

    for (ReadModel model : models) {
      node.rebuild(model.name(), false);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(node.list())
                .hasSize(models.size())
                .allSatisfy(it -> assertThat(it.next()).as(it.toString()).isNull())
                .allSatisfy(it -> assertThat(it.version()).as(it.name()).isEqualTo(2)));
    assertThat(node.list()).allSatisfy(it -> assertThat(it.kept()).isNotNull());
    assertThat(definitions()).isEqualTo(before).hasSizeGreaterThan(30);
    assertTables(log.size());
  }

  /// As it is copied, the second row fails its page, which is written again in one piece.
  @Test
  void an_order_that_was_placed_twice_is_built_as_it_is_read() {
    OrderEvent placed = firstOrder();
    assertThat(log).hasSizeGreaterThan(2 * SETTINGS.pageSize());
    LogOf.append(log, List.of(placed));
    int again = log.size();
    feed(models(), again - 1);
    feed(models(), again);
    Rebuilds node = start(models(), new ListedLog(log));
    List<String> before = orderRows();

    node.rebuild(ORDERS, false);

    await().atMost(PATIENCE).until(() -> version(node) == 2);
    assertThat(orderRows()).isNotEmpty().isEqualTo(before);
    assertThat(held(ORDERS_NAME)).isZero();
  }

  @Test
  void nobody_misses_a_row_or_sees_an_older_one_while_versions_are_exchanged() {
    AtomicLong token = new AtomicLong();
    int half = log.size() / 2;
    feed(models(), half);
    token.set(half);
    Rebuilds node = start(models(), new ListedLog(log));
    CompletableFuture<Void> shop =
        CompletableFuture.runAsync(
            () -> {
              for (int to = half; to < log.size(); to += 3) {
                feed(models(), Math.min(to, log.size()));
                token.set(to);
              }
              feed(models(), log.size());
              token.set(log.size());
            },
            threads);
    AtomicLong looks = new AtomicLong();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              while (version(node) < 4 || !shop.isDone()) {
                long seen = token.get();
                Map<String, Long> rows = positions();
                expected(seen)
                    .forEach((order, position) ->
                        assertThat(rows.getOrDefault(order, 0L))
                            .as("%s at %d", order, seen)
                            .isGreaterThanOrEqualTo(position));
                looks.incrementAndGet();
              }
            },
            threads);

    for (int version = 2; version <= 4; version++) {
      int built = version;
      node.rebuild(ORDERS, false);
      await().atMost(PATIENCE).until(() -> version(node) == built || reader.isDone());
      assertThat(built > 2 || !shop.isDone()).as("exchanged while the shop is open").isTrue();
    }

    assertThat(shop).succeedsWithin(PATIENCE);
    assertThat(reader).succeedsWithin(PATIENCE);
    assertThat(looks).hasValueGreaterThan(20);
    assertTables(log.size());
  }

  @Test
  void a_build_whose_node_dies_goes_on_where_its_rows_end() {
    feed(models(), log.size());
    List<Mistaken> dying = models().stream().map(Mistaken::of).toList();
    long lost = log.size() - 50L;
    dying.forEach(it -> it.breakdowns().add(lastOrderEventBefore(lost)));
    Rebuilds first = start(List.copyOf(dying), new ListedLog(log));
    first.rebuild(ORDERS, false);
    await().atMost(PATIENCE).until(() -> next(first).state().equals("FAILED"));
    first.stop();
    long reached = next(first).position();
    assertThat(reached).isGreaterThan(0).isLessThan(lost);
    assertThat(version(first)).isEqualTo(1);

    OpenedLog opened = new OpenedLog(log);
    Rebuilds second = start(models(), opened);

    await().atMost(PATIENCE).until(() -> version(second) == 2);
    assertThat(opened.openedAfter()).allMatch(it -> it >= reached);
    assertTables(log.size());
  }

  @Test
  void a_version_that_was_kept_catches_up_and_is_read_again() {
    int half = log.size() / 2;
    feed(models(), half);
    Rebuilds node = start(models(), new ListedLog(log));
    node.rebuild(ORDERS, false);
    await().atMost(PATIENCE).until(() -> version(node) == 2);
    mark("newer");
    feed(models(), log.size());

    node.rollBack(ORDERS);
    await().atMost(PATIENCE).until(() -> version(node) == 1);

    assertThat(marked()).as("the row of the older version").isEmpty();
    assertThat(Objects.requireNonNull(orders(node).kept()).version()).isEqualTo(2);
    assertTables(log.size());
    node.rollBack(ORDERS);
    await().atMost(PATIENCE).until(() -> version(node) == 2);
    assertThat(marked()).containsExactly("newer");

    node.dropKept(ORDERS);
    assertThat(orders(node).kept()).isNull();
    assertThatThrownBy(() -> node.rollBack(ORDERS))
        .isInstanceOf(RebuildRefused.class)
        .hasMessageContaining("kept");
  }

  @Test
  void a_version_that_differs_is_only_read_when_somebody_accepts_that() {
    feed(models(), log.size());
    VIEWS.jdbc().sql("update orders set total_minor = 1 where order_id = " + FIRST).update();
    VIEWS.jdbc().sql("delete from orders where order_id = " + LAST).update();
    Rebuilds node = start(models(), new ListedLog(log));

    node.rebuild(ORDERS, false);

    await().atMost(PATIENCE).until(() -> next(node).state().equals("DIFFERENT"));
    assertThat(next(node).note())
        .isEqualTo("orders: 1 rows are only in the version that is read, 2 only in the next.");
    assertThat(version(node)).isEqualTo(1);
    node.rebuild(ORDERS, true);
    await().atMost(PATIENCE).until(() -> version(node) == 2);
    assertTables(log.size());
    String toldAll = "select streams is null from view_change order by number desc limit 1";
    assertThat(VIEWS.jdbc().sql(toldAll).query(Boolean.class).single()).isTrue();
  }

  @Test
  void a_version_that_differs_can_be_given_up() {
    feed(models(), log.size());
    VIEWS.jdbc().sql("delete from orders where order_id = " + LAST).update();
    Rebuilds node = start(models(), new ListedLog(log));
    node.rebuild(ORDERS, false);
    await().atMost(PATIENCE).until(() -> next(node).state().equals("DIFFERENT"));

    node.abandon(ORDERS);

    assertThat(orders(node).next()).isNull();
    assertThat(version(node)).isEqualTo(1);
    assertThat(
            VIEWS
                .jdbc()
                .sql("select to_regnamespace('next_ordering_orders')::text")
                .query(String.class)
                .optional())
        .isEmpty();
  }

  @Test
  void two_nodes_do_not_build_the_same_twice() {
    feed(models(), log.size());
    CountDownLatch gate = new CountDownLatch(1);
    OpenedLog opened = new OpenedLog(new ListedLog(log), new CopyOnWriteArrayList<>(), gate);
    Rebuilds one = start(models(), opened);
    Rebuilds other = start(models(), opened);

    one.rebuild(ORDERS, false);

    await().atMost(PATIENCE).until(() -> !opened.openedAfter().isEmpty());
    await().during(SETTINGS.look().multipliedBy(5)).until(() -> opened.openedAfter().size() == 1);
    gate.countDown();
    await().atMost(PATIENCE).until(() -> version(one) == 2);
    assertThat(orders(other).next()).isNull();
    assertThat(opened.openedAfter()).as("from the start, once").containsOnlyOnce(0L);
  }

  @Test
  void what_is_held_is_free_when_a_program_that_was_mended_builds_it_again() {
    List<Mistaken> mistaken = models().stream().map(Mistaken::of).toList();
    long failing = lastOrderEventBefore(log.size());
    mistaken.forEach(it -> it.mistakes().add(failing));
    feed(List.copyOf(mistaken), log.size());
    assertThat(held(ORDERS_NAME)).isEqualTo(1);
    Rebuilds node = start(models(), new ListedLog(log));

    node.rebuild(ORDERS, true);
    await().atMost(PATIENCE).until(() -> version(node) == 2);

    assertThat(held(ORDERS_NAME)).isZero();
    assertThat(held(ORDERS_NAME + "/kept")).isEqualTo(1);
    node.rollBack(ORDERS);
    await().atMost(PATIENCE).until(() -> version(node) == 1);
    assertThat(held(ORDERS_NAME)).isEqualTo(1);
  }

  @Test
  void a_read_model_of_a_later_release_is_built_when_that_starts_and_by_nobody_else() {
    feed(models(), log.size());
    OpenedLog openedByOld = new OpenedLog(log);
    Rebuilds old = start(models(), openedByOld);
    VIEWS.jdbc().sql("alter table orders add column large boolean").update();
    List<ReadModel> revised =
        models().stream().map(it -> it.name().equals(ORDERS_NAME) ? new Revised(it) : it).toList();

    Rebuilds later = start(revised, new ListedLog(log));

    await().atMost(PATIENCE).until(() -> version(later) == 2);
    assertThat(openedByOld.openedAfter()).isEmpty();
    assertThat(
            VIEWS
                .jdbc()
                .sql("select count(*) from orders where large is null")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(orders(old).revision()).isEqualTo(2);
    assertThat(start(revised, new ListedLog(log)).list()).allMatch(it -> it.next() == null);
  }

  @Test
  void nodes_of_an_older_release_leave_rows_to_the_later_one_until_it_is_rolled_back() {
    int half = log.size() / 2;
    feed(models(), half);
    ReadModels old = new ReadModels(VIEWS.pool(), models(), Duration.ZERO);
    assertThat(old.position()).isEqualTo(half);
    Rebuilds oldNode = start(models(), new ListedLog(log));
    VIEWS.jdbc().sql("alter table orders add column large boolean").update();
    List<ReadModel> revised =
        models().stream().map(it -> it.name().equals(ORDERS_NAME) ? new Revised(it) : it).toList();
    Rebuilds laterNode = start(revised, new ListedLog(log));
    await().atMost(PATIENCE).until(() -> version(laterNode) == 2);

    int end = log.size() - 50;
    for (int from = half; from < end; from += 40) {
      int to = Math.min(end, from + 40);
      List<TrackedEventMessage<?>> batch = List.copyOf(log.subList(from, to));
      assertThatThrownBy(() -> old.apply(batch, to)).hasMessageContaining("a later release");
      feed(revised, to);
    }

    String withoutNews = "select count(*) from orders where large is null";
    assertThat(VIEWS.jdbc().sql(withoutNews).query(Long.class).single()).isZero();
    assertThatThrownBy(() -> oldNode.rebuild(ORDERS, true))
        .isInstanceOf(RebuildRefused.class)
        .hasMessageContaining("a later release, revision 2");
    assertTables(end);

    oldNode.rollBack(ORDERS);
    await().atMost(PATIENCE).until(() -> version(oldNode) == 1);
    feed(models(), log.size());
    assertTables(log.size());
    assertThat(orders(oldNode).revision()).isEqualTo(1);
  }

  @Test
  void a_read_model_that_is_new_is_filled_beside_the_others_which_go_on() {
    int half = log.size() / 2;
    feed(without(ORDERS_NAME, SALES_NAME), half);
    CountDownLatch gate = new CountDownLatch(1);
    OpenedLog gated = new OpenedLog(new ListedLog(log), new CopyOnWriteArrayList<>(), gate);
    // Sales read orders, so these come first whoever is asked first.
    List<ReadModel> salesFirst = models().reversed();
    Rebuilds one = start(salesFirst, gated);
    Rebuilds other = start(salesFirst, gated);
    ReadModels oldNode =
        new ReadModels(VIEWS.pool(), without(ORDERS_NAME, SALES_NAME), Duration.ZERO);
    ReadModels newNode = new ReadModels(VIEWS.pool(), models(), Duration.ZERO);
    assertThat(oldNode.position()).isEqualTo(half);
    assertThat(newNode.position()).isEqualTo(half);
    assertThat(orders(one).version()).isZero();
    assertThat(next(one))
        .satisfies(it -> assertThat(it.task()).isEqualTo("ROLL_OUT"))
        .satisfies(it -> assertThat(it.target()).isEqualTo(half));

    int quarters = half + half / 2;
    for (int from = half; from < quarters; from += 50) {
      step(oldNode, newNode, from, Math.min(quarters, from + 50));
    }
    assertThat(tablesPosition()).as("nobody waits for what is new").isEqualTo(quarters);
    gate.countDown();
    for (int from = quarters; from < log.size(); from += 3) {
      step(oldNode, newNode, from, Math.min(log.size(), from + 3));
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(other.list()).allMatch(it -> it.version() == 1 && it.next() == null));
    assertThat(orders(one).kept()).as("nothing that was never filled").isNull();
    feed(models(), log.size());
    assertThat(tablesPosition()).isEqualTo(log.size());
    assertTables(log.size());
    one.rebuild(ORDERS, false);
    await().atMost(PATIENCE).until(() -> version(one) == 2);
    assertTables(log.size());
  }

  /// Nodes take turns; one that has to begin elsewhere does so.
  private void step(ReadModels oldNode, ReadModels newNode, int from, int to) {
    oldNode.apply(List.copyOf(log.subList(from, to)), to);
    try {
      newNode.apply(List.copyOf(log.subList(from, to)), to);
    } catch (TurnRefused _) {
      int stands = (int) newNode.position();
      newNode.apply(List.copyOf(log.subList(stands, to)), to);
    }
  }

  private static long tablesPosition() {
    return VIEWS
        .jdbc()
        .sql("select min(position) from projection_position")
        .query(Long.class)
        .single();
  }

  private static List<ReadModel> without(String... names) {
    return models().stream().filter(it -> !List.of(names).contains(it.name())).toList();
  }

  @Test
  void a_build_passes_over_what_only_a_later_release_knows() {
    List<TrackedEventMessage<?>> longer = new ArrayList<>(log);
    LogOf.appendUnknown(longer, new StreamId("order", "order-1"), "ordering.gift-wrapped");
    feed(models(), log.size());
    new ReadModels(VIEWS.pool(), models(), Duration.ZERO)
        .apply(longer.subList(log.size(), longer.size()), longer.size());
    Rebuilds node = start(models(), new ListedLog(longer));

    node.rebuild(ORDERS, false);

    await().atMost(PATIENCE).until(() -> version(node) == 2);
    assertThat(held(ORDERS_NAME)).isZero();
    assertThat(positions()).isEqualTo(expected(log.size()));
  }

  private static final String FIRST = "(select min(order_id) from orders)";
  private static final String LAST = "(select max(order_id) from orders)";

  private Rebuilds start(
      List<ReadModel> models, StreamableMessageSource<TrackedEventMessage<?>> source) {
    Rebuilds node = new Rebuilds(models, source, VIEWS.pool(), SETTINGS);
    nodes.add(node);
    node.start();
    return node;
  }

  private static List<ReadModel> models() {
    return ReadModelsIT.models();
  }

  private static List<ReadModel> ledger() {
    try (var context = new AnnotationConfigApplicationContext(LedgerProjections.class)) {
      return context.getBeanProvider(ReadModel.class).orderedStream().toList();
    }
  }

  private void feed(List<ReadModel> models, int to) {
    ReadModels tables = new ReadModels(VIEWS.pool(), models, Duration.ZERO);
    int from = (int) tables.position();
    if (from < to) {
      tables.apply(List.copyOf(log.subList(from, to)), to);
    }
  }

  private long lastOrderEventBefore(long position) {
    for (int i = (int) position - 1; i > 0; i--) {
      if (LoggedEvent.of(log.get(i)).event() instanceof OrderEvent) {
        return i + 1L;
      }
    }
    throw new IllegalStateException("No order");
  }

  private OrderEvent firstOrder() {
    return log.stream()
        .map(it -> LoggedEvent.of(it).event())
        .filter(OrderPlaced.class::isInstance)
        .map(OrderPlaced.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> orderRows() {
    return VIEWS
        .jdbc()
        .sql("select o::text from orders o order by order_id")
        .query(String.class)
        .list();
  }

  private Map<String, Long> expected(long position) {
    Map<String, Long> expected = new HashMap<>();
    for (TrackedEventMessage<?> message : log.subList(0, (int) position)) {
      LoggedEvent logged = LoggedEvent.of(message);
      if (logged.event() instanceof OrderEvent event) {
        expected.put(event.orderId().value(), logged.position());
      }
    }
    return expected;
  }

  private static Map<String, Long> positions() {
    Map<String, Long> rows = new HashMap<>();
    VIEWS
        .jdbc()
        .sql("select order_id, position from orders")
        .query(row -> {
          rows.put(row.getString(1), row.getLong(2));
        });
    return rows;
  }

  private static ProjectionVersion orders(Rebuilds node) {
    return node.list().stream().filter(it -> it.name().equals(ORDERS)).findFirst().orElseThrow();
  }

  private static int version(Rebuilds node) {
    return orders(node).version();
  }

  private static Next next(Rebuilds node) {
    return Objects.requireNonNull(orders(node).next(), "nothing is being built");
  }

  private static void mark(String note) {
    VIEWS
        .jdbc()
        .sql("update orders set reject_reason = ? where order_id = " + FIRST)
        .param(note)
        .update();
  }

  private static List<String> marked() {
    return VIEWS
        .jdbc()
        .sql("select reject_reason from orders where reject_reason = 'newer'")
        .query(String.class)
        .list();
  }

  private static long held(String reader) {
    return VIEWS
        .jdbc()
        .sql("select count(*) from quarantine where reader = ?")
        .param(reader)
        .query(Long.class)
        .single();
  }

  private void assertTables(int to) {
    NaiveFold fold = new NaiveFold(log.subList(0, to));
    NaiveFold.QUERIES.forEach((table, query) ->
        assertThat(VIEWS.jdbc().sql(query).query(String.class).list().stream().sorted().toList())
            .as(table)
            .isNotEmpty()
            .isEqualTo(fold.rows(table)));
  }

  /// Indexes, constraints, triggers and options of all tables that are read.
  private static List<String> definitions() {
    return VIEWS
        .jdbc()
        .sql(
            """
            select indexdef from pg_indexes where schemaname = 'public'
            union all select conrelid::regclass || conname || pg_get_constraintdef(oid)
              from pg_constraint where connamespace = 'public'::regnamespace and contype <> 't'
            union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid
              where not tgisinternal and c.relnamespace = 'public'::regnamespace
            union all select relname || reloptions::text from pg_class
              where relnamespace = 'public'::regnamespace and reloptions is not null
            """)
        .query(String.class)
        .list()
        .stream()
        .sorted()
        .toList();
  }
}
