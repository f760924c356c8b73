package io.daybook.eventstore.conformance;

import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.LogEventStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/// Ours, as Daybook opens it.
final class LogCandidate implements Candidate {

  @Override
  public void makeTables(DataSource database) {
    EventStoreSchema.migrate(database);
  }

  @Override
  public EventStore open(DataSource pool, Class<?> snapshots, String revision) {
    return LogEventStore.open(
        pool,
        Jackson3Serializer.builder().build(),
        NoOpEventUpcaster.INSTANCE,
        snapshot ->
            !snapshot.getType().equals(snapshots.getSimpleName())
                || revision.equals(snapshot.getPayload().getType().getRevision()),
        EventStoreSettings.defaults(),
        new SimpleMeterRegistry());
  }

  @Override
  public void close(EventStore store) {
    ((LogEventStore) store).close();
  }

  @Override
  public TransactionManager transactions(DataSource pool) {
    return NoTransactionManager.INSTANCE;
  }

  @Override
  public String table() {
    return "events";
  }

  @Override
  public String streamColumn() {
    return "stream";
  }
}
