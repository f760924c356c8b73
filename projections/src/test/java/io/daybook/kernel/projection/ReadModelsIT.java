package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.cart.projection.CartProjections;
import io.daybook.catalog.projection.CatalogProjections;
import io.daybook.customer.projection.CustomerProjections;
import io.daybook.inventory.projection.InventoryProjections;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.StreamId;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.projection.OrderingProjections;
import io.daybook.payment.projection.PaymentProjections;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

final class ReadModelsIT {

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();
  private static final List<ReadModel> MODELS = models();
  private static final CreditNoteId NOTE = new CreditNoteId("late");
  private static final Money PENNY = Money.of(1, Currency.GBP);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void tables_equal_the_fold_of_the_log_however_it_is_cut_and_repeated(long seed) {
    Random random = new Random(seed);
    var log = LogOf.events(new RandomShop(seed, 7).withOrders(60));
    int done = 0;
    while (done < log.size()) {
      ReadModels tables = tables();
      assertThat(tables.position()).isEqualTo(done);
      int from = Math.max(0, done - random.nextInt(30));
      int to = Math.min(log.size(), done + 1 + random.nextInt(random.nextBoolean() ? 3 : 400));
      tables.apply(List.copyOf(log.subList(from, to)), to);
      done = to;
    }
    assertTables(log);
  }

  @Test
  void a_batch_applied_by_two_nodes_at_once_counts_once() throws Exception {
    var log = LogOf.events(new RandomShop(9, 5).withOrders(40));
    Callable<Void> node =
        () -> {
          ReadModels tables = tables();
          assertThat(tables.position()).isNotNegative();
          for (int from = 0; from < log.size(); from += 50) {
            int to = Math.min(log.size(), from + 50);
            tables.apply(List.copyOf(log.subList(from, to)), to);
          }
          return null;
        };
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> done : nodes.invokeAll(List.of(node, node, node))) {
        done.get();
      }
    }
    assertTables(log);
  }

  @Test
  void a_read_model_that_is_new_to_a_log_that_others_have_followed_holds_nobody_up() {
    var log = LogOf.events(new RandomShop(5, 5).withOrders(30));
    int half = log.size() / 2;
    ReadModels before = new ReadModels(VIEWS.pool(), withoutPayments(), Duration.ZERO);
    assertThat(before.position()).isZero();
    before.apply(List.copyOf(log.subList(0, half)), half);

    ReadModels all = tables();

    assertThat(all.position()).isEqualTo(half);
    all.apply(List.copyOf(log.subList(half, log.size())), log.size());
    assertThat(tables().position()).isEqualTo(log.size());
    assertThat(VIEWS.jdbc().sql("select count(*) from payment").query(Long.class).single())
        .as("what would be shown as if it were all")
        .isZero();
  }

  @Test
  void a_batch_that_begins_beyond_where_a_read_model_stands_is_refused_and_read_from_there() {
    var log = LogOf.events(new RandomShop(6, 5).withOrders(30));
    ReadModels tables = tables();
    assertThat(tables.position()).isZero();
    tables.apply(List.copyOf(log.subList(0, 100)), 100);
    String back = "update projection_position set position = 40 where name = ?";
    VIEWS.jdbc().sql(back).param("projections.payment.payments").update();

    assertThatThrownBy(() -> tables.apply(List.copyOf(log.subList(100, 200)), 200))
        .hasMessageContaining("stands at 40");

    assertThat(tables.position()).isEqualTo(40);
    tables.apply(List.copyOf(log.subList(40, log.size())), log.size());
    assertTables(log);
  }

  private static List<ReadModel> withoutPayments() {
    return MODELS.stream().filter(it -> !it.name().equals("projections.payment.payments")).toList();
  }

  @Test
  void an_event_that_only_a_later_release_knows_changes_no_row_and_holds_up_nobody() {
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(6, 5).withOrders(10));
    StreamId order = new StreamId("order", "order-1");
    LogOf.appendUnknown(log, order, "ordering.gift-wrapped");
    LogOf.append(log, List.of(new OrderCredited(new OrderId("order-1"), NOTE, PENNY, "late")));
    LogOf.appendUnknown(log, new StreamId("parcel", "1"), "shipping.parcel-packed");

    ReadModels tables = tables();
    assertThat(tables.position()).isZero();
    tables.apply(log, log.size());

    assertTables(log);
    assertThat(VIEWS.jdbc().sql("select count(*) from quarantine").query(Long.class).single())
        .isZero();
  }

  private static ReadModels tables() {
    return new ReadModels(VIEWS.pool(), MODELS, Duration.ZERO);
  }

  private static void assertTables(List<TrackedEventMessage<?>> log) {
    assertThat(tables().position()).isEqualTo(log.size());
    NaiveFold fold = new NaiveFold(log);
    NaiveFold.QUERIES.forEach((table, query) ->
        assertThat(VIEWS.jdbc().sql(query).query(String.class).list().stream().sorted().toList())
            .as(table)
            .isNotEmpty()
            .isEqualTo(fold.rows(table)));
  }

  /// As the application has them, without what else the application has.
  static List<ReadModel> models() {
    try (var context = new AnnotationConfigApplicationContext()) {
      context.register(
          CartProjections.class,
          CustomerProjections.class,
          InventoryProjections.class,
          OrderingProjections.class,
          PaymentProjections.class);
      context.registerBean(
          "productTable", ReadModel.class, () -> new CatalogProjections().productTable());
      context.refresh();
      return context.getBeanProvider(ReadModel.class).orderedStream().toList();
    }
  }
}
