package io.daybook.eventstore;

import io.daybook.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/// Appends per second, ours next to Axon's JDBC engine on the same server, both durable. To be
/// started by hand; prints a table. The JDBC engine commits each event by itself here, without a
/// transaction manager's round trips.
final class AppendRate {

  private static final long ROUND_NANOS = 4_000_000_000L;

  private AppendRate() {}

  /// Measures.
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary()) {
      postgres.createDatabase(Node.DATABASE);
      try (Node node = Node.on(postgres)) {
        node.pool().setMaximumPoolSize(36);
        Consumer<List<DomainEventMessage<?>>> ours = node.store()::publish;
        Consumer<List<DomainEventMessage<?>>> stock = stock(node);
        for (int round = 1; round <= 3; round++) {
          for (int callers : new int[] {1, 8, 32}) {
            report(round, "1 event", callers, rate(stock, callers, 1), rate(ours, callers, 1));
          }
          report(round, "30 events", 1, rate(stock, 1, 30), rate(ours, 1, 30));
        }
      }
    }
  }

  private static Consumer<List<DomainEventMessage<?>>> stock(Node node) {
    JdbcEventStorageEngine engine =
        JdbcEventStorageEngine.builder()
            .connectionProvider(new DataSourceConnectionProvider(node.pool()))
            .transactionManager(NoTransactionManager.INSTANCE)
            .eventSerializer(Jackson3Serializer.builder().build())
            .snapshotSerializer(Jackson3Serializer.builder().build())
            .build();
    engine.createSchema(PostgresEventTableFactory.INSTANCE);
    return engine::appendEvents;
  }

  private static double rate(Consumer<List<DomainEventMessage<?>>> append, int callers, int events)
      throws Exception {
    AtomicLong commands = new AtomicLong();
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        String name = "note/%d-%d-".formatted(start, caller);
        running.add(
            threads.submit(() -> {
              for (long i = 0; System.nanoTime() - start < ROUND_NANOS; i++) {
                append.accept(List.copyOf(Node.events(name + i, 1, events)));
                commands.incrementAndGet();
              }
            }));
      }
    }
    for (Future<?> one : running) {
      one.get();
    }
    return commands.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void report(int round, String what, int callers, double stock, double ours) {
    System.out.printf(
        Locale.ROOT,
        "round %d, %s, %d callers: stock JDBC %.0f/s, ours %.0f/s, ratio %.2f%n",
        round,
        what,
        callers,
        stock,
        ours,
        ours / stock);
  }
}
