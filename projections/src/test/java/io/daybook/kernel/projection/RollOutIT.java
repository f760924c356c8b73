package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.kernel.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

/// Read models that are new or of another release, beside programs that don't know them.
final class RollOutIT extends RebuildSuite {

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
}
