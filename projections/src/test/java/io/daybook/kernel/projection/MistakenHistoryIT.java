package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.Quarantine.Held;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.kernel.StreamId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Histories in which some events can't be taken by some read models, in any cut.
final class MistakenHistoryIT {

  private static final int MISTAKES = 12;
  private static final Map<String, String> TABLES =
      Map.of(
          "projections.catalog.products", "product",
          "projections.inventory.stock-levels", "stock_level",
          "projections.cart.carts", "cart",
          "projections.customer.customers", "customer",
          "projections.ordering.orders", "orders",
          "projections.payment.payments", "payment",
          "projections.ordering.credit-notes", "credit_note",
          "projections.ordering.sales", "sales",
          "projections.ordering.timelines", "order_timeline");

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();
  @TempDir private static Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void each_table_is_the_fold_of_the_log_without_what_waits_and_with_it_when_mended(long seed) {
    Random random = new Random(seed);
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(seed, 7).withOrders(40));
    MistakenViews views = new MistakenViews(VIEWS::pool);
    make(views, log, random);

    inAnyCut(views, log, random);

    assertThat(views.position()).isEqualTo(log.size());
    Map<String, Map<String, Long>> held = new HashMap<>();
    for (Held it : views.held()) {
      held.computeIfAbsent(it.reader(), _ -> new HashMap<>()).put(it.sequence(), it.position());
    }
    assertThat(held).isNotEmpty();
    assertThat(heldAtAll(held)).isEqualTo(toBeHeld(views, log));
    for (Mistaken model : views.models()) {
      assertIsFoldOf(
          without(held.getOrDefault(model.name(), Map.of()), model, log), tableOf(model.name()));
    }

    views.models().forEach(it -> it.mistakes().clear());
    redriveAll(views, log);
    views.assertTables(log);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void rows_that_are_mended_while_more_happens_miss_nothing(long seed) {
    Random random = new Random(seed);
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(seed, 7).withOrders(40));
    MistakenViews views = new MistakenViews(VIEWS::pool);
    make(views, log, random);
    int done = 0;
    while (done < log.size()) {
      done = Math.min(log.size(), done + 1 + random.nextInt(60));
      views.take(log, done);
      for (Held it : views.held()) {
        if (random.nextBoolean()) {
          views.of(it.reader()).mistakes().remove(it.position());
          var _ = views.quarantines(log).of(it.reader()).redrive(it.sequence());
        }
      }
    }
    views.models().forEach(it -> it.mistakes().clear());
    redriveAll(views, log);

    views.assertTables(log);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void rows_that_another_node_mends_at_the_same_time_miss_nothing(long seed) throws Exception {
    Random random = new Random(seed);
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(seed, 3).withOrders(60));
    MistakenViews views = new MistakenViews(VIEWS::pool);
    make(views, log, random);
    AtomicBoolean over = new AtomicBoolean();
    try (var otherNode = Executors.newSingleThreadExecutor()) {
      Future<?> mending =
          otherNode.submit(() -> {
            while (!over.get()) {
              for (Held it : views.held()) {
                views.of(it.reader()).mistakes().remove(it.position());
                var _ = views.quarantines(log).of(it.reader()).redrive(it.sequence());
              }
            }
          });
      for (int done = 0; done < log.size(); ) {
        done = Math.min(log.size(), done + 1 + random.nextInt(8));
        views.take(log, done);
      }
      over.set(true);
      mending.get();
    }
    views.models().forEach(it -> it.mistakes().clear());
    redriveAll(views, log);

    views.assertTables(log);
  }

  @Test
  void a_server_that_is_killed_loses_nothing_that_waits_and_nothing_that_was_mended() {
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(21, 7).withOrders(40));
    Server server = new Server();
    MistakenViews views = new MistakenViews(server::views);
    try {
      server.migrate();
      make(views, log, new Random(21));
      views.take(log, log.size() / 2);
      server.crash();
      views.restart();
      views.take(log, (int) Math.max(views.position(), log.size() * 2L / 3));
      server.crash();
      views.restart();
      views.take(log);
      views.models().forEach(it -> it.mistakes().clear());
      Held mended = views.held().getFirst();
      assertThat(views.quarantines(log).of(mended.reader()).redrive(mended.sequence())).isEmpty();
      List<Held> left = views.held();
      assertThat(left).isNotEmpty();
      server.crash();

      assertThat(views.held()).isEqualTo(left);
      redriveAll(views, log);
      views.assertTables(log);
    } finally {
      server.postgres.close();
    }
  }

  private static void make(MistakenViews views, List<TrackedEventMessage<?>> log, Random random) {
    for (int i = 0; i < MISTAKES; ) {
      Mistaken model = views.models().get(random.nextInt(views.models().size()));
      long position = 1L + random.nextInt(log.size());
      if (model.streams().contains(streamAt(position, log).type())) {
        model.mistakes().add(position);
        i++;
      }
    }
  }

  private static void inAnyCut(
      MistakenViews views, List<TrackedEventMessage<?>> log, Random random) {
    int done = 0;
    while (done < log.size()) {
      done = Math.min(log.size(), done + 1 + random.nextInt(random.nextBoolean() ? 3 : 400));
      views.take(log, done);
    }
  }

  private static Set<String> heldAtAll(Map<String, Map<String, Long>> held) {
    Set<String> all = new HashSet<>();
    held.forEach((reader, it) -> it.keySet().forEach(key -> all.add(reader + " " + key)));
    return all;
  }

  private static Set<String> toBeHeld(MistakenViews views, List<TrackedEventMessage<?>> log) {
    Set<String> all = new HashSet<>();
    for (Mistaken model : views.models()) {
      for (long position : model.mistakes()) {
        String key = streamAt(position, log).id();
        all.add(model.name() + " " + key);
        views.models().stream()
            .filter(it -> it.reads().contains(model.name()))
            .forEach(it -> all.add(it.name() + " " + key));
      }
    }
    return all;
  }

  private static List<TrackedEventMessage<?>> without(
      Map<String, Long> held, Mistaken model, List<TrackedEventMessage<?>> log) {
    return log.stream()
        .filter(it -> {
          StreamId stream = streamOf(it);
          long since = held.getOrDefault(stream.id(), Long.MAX_VALUE);
          return !model.streams().contains(stream.type())
              || it.trackingToken().position().orElseThrow() < since;
        })
        .toList();
  }

  private static void assertIsFoldOf(List<TrackedEventMessage<?>> log, String table) {
    String query = Objects.requireNonNull(NaiveFold.QUERIES.get(table));
    assertThat(VIEWS.jdbc().sql(query).query(String.class).list().stream().sorted().toList())
        .as(table)
        .isEqualTo(new NaiveFold(log).rows(table));
  }

  private static void redriveAll(MistakenViews views, List<TrackedEventMessage<?>> log) {
    for (int round = 0; round < 2; round++) {
      for (Held it : views.held()) {
        var _ = views.quarantines(log).of(it.reader()).redrive(it.sequence());
      }
    }
    assertThat(views.held()).isEmpty();
  }

  private static String tableOf(String model) {
    return Objects.requireNonNull(TABLES.get(model));
  }

  private static StreamId streamAt(long position, List<TrackedEventMessage<?>> log) {
    return streamOf(log.get((int) position - 1));
  }

  private static StreamId streamOf(TrackedEventMessage<?> event) {
    return Objects.requireNonNull(LoggedEvent.streamOf(event));
  }

  /// A server that can crash and comes back with its data.
  private static final class Server {

    private EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0, Map.of());

    void migrate() {
      postgres.createDatabase("views");
      Flyway.configure()
          .dataSource(views())
          .locations("classpath:io/daybook/views")
          .load()
          .migrate();
    }

    DataSource views() {
      return postgres.dataSource("views");
    }

    void crash() {
      postgres.kill();
      postgres.close();
      postgres = EmbeddedPostgres.start(folder, 0, Map.of());
      assertThat(JdbcClient.create(views()).sql("select 1").query(Integer.class).single())
          .isEqualTo(1);
    }
  }
}
