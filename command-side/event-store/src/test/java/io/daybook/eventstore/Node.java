package io.daybook.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.embedded.EmbeddedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/// One node of a cluster that shares a log: an event store with a pool of its own.
record Node(LogEventStore store, HikariDataSource pool) implements AutoCloseable {

  static final String DATABASE = "log";

  /// Empties the log.
  static final String FORGET = "truncate events, streams, checkpoints, receipts, claims, snapshots";

  static Node on(EmbeddedPostgres postgres) {
    return on(postgres, LogLayout.defaults());
  }

  static Node on(EmbeddedPostgres postgres, LogLayout layout) {
    return on(postgres, DATABASE, layout);
  }

  static Node on(EmbeddedPostgres postgres, String database, LogLayout layout) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(postgres.jdbcUrl(database));
    pool.setUsername(postgres.user());
    pool.setMaximumPoolSize(12);
    pool.setConnectionTimeout(5_000);
    EventStoreSchema.migrate(pool, layout);
    return new Node(
        LogEventStore.open(
            pool,
            Jackson3Serializer.builder().build(),
            NoOpEventUpcaster.INSTANCE,
            _ -> true,
            EventStoreSettings.defaults(),
            layout,
            new SimpleMeterRegistry()),
        pool);
  }

  /// Appends in a unit of work of its own, as a command would.
  ///
  /// @return the last position written
  long append(List<? extends DomainEventMessage<?>> events) {
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    AppendContext context = AppendContext.current();
    work.execute(() -> store.publish(events));
    return context.lastPosition();
  }

  /// So many events of one stream from a version on.
  static List<DomainEventMessage<Noted>> events(String stream, long version, int count) {
    return IntStream.range(0, count)
        .<DomainEventMessage<Noted>>mapToObj(i ->
            new GenericDomainEventMessage<>(
                "Note", stream, version - 1 + i, new Noted(stream, version + i)))
        .toList();
  }

  @Override
  public void close() {
    store.close();
    pool.close();
  }

  /// Something that happened.
  record Noted(String stream, long version) {}
}
