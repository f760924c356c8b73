package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.ordering.event.OrderEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Read models built again beside those that are read.
final class RebuildIT extends RebuildSuite {

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
}
