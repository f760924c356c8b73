package io.daybook.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/// Axon's event store on one dense, commit-ordered log in PostgreSQL.
///
/// Positions count 1, 2, 3, … in commit order over all nodes: who has seen *n* has seen everything
/// before *n*. The tracking token is Axon's `GlobalSequenceTrackingToken`. An append is a
/// transaction of its own; what must be atomic with it goes into [AppendContext]. Thread-safe.
public final class LogEventStore extends AbstractEventStore implements EventLog, AutoCloseable {

  private final LogReader reader;
  private final LogTail tail;
  private final Sequencer sequencer;
  private final NodeSignals signals;
  private final Receipts receipts;

  private LogEventStore(Parts parts) {
    super(new Builder(parts.engine));
    this.reader = parts.reader;
    this.tail = parts.tail;
    this.sequencer = parts.sequencer;
    this.signals = parts.signals;
    this.receipts = parts.receipts;
  }

  /// Opens the log of a database whose tables [EventStoreSchema] made.
  ///
  /// @param dataSource a pool; the store keeps three connections and takes others for reads
  /// @param serializer turns payloads into JSON text under contract names
  /// @param upcasters read older revisions
  /// @param usableSnapshot tells whether a snapshot is of the revision that the code understands
  public static LogEventStore open(
      DataSource dataSource,
      Serializer serializer,
      EventUpcaster upcasters,
      Predicate<? super DomainEventData<?>> usableSnapshot,
      EventStoreSettings settings,
      MeterRegistry meters) {
    LogReader reader = new LogReader(dataSource, serializer, upcasters);
    LogTail tail = new LogTail(reader, settings, meters);
    NodeSignals signals = new NodeSignals(dataSource, settings.pollInterval(), tail::refresh);
    Sequencer sequencer =
        new Sequencer(
            new LogConnection(dataSource),
            settings,
            meters,
            (firstPosition, events) -> {
              tail.committed(firstPosition, events);
              signals.committed();
            });
    PostgresEventStorageEngine engine =
        new PostgresEventStorageEngine(
            dataSource, sequencer, reader, serializer, upcasters, usableSnapshot);
    return new LogEventStore(
        new Parts(reader, tail, sequencer, signals, engine, new Receipts(dataSource, engine)));
  }

  /// What became of idempotency keys.
  public Receipts receipts() {
    return receipts;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return new TailStream(tail, PostgresEventStorageEngine.position(token));
  }

  @Override
  public long head() {
    return tail.head();
  }

  @Override
  public List<StoredEvent> read(long afterPosition, int limit) {
    return reader.after(afterPosition, limit);
  }

  @Override
  public boolean awaitBeyond(long position, Duration timeout) throws InterruptedException {
    return tail.awaitBeyond(position, timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Writes what waits, then lets go of all connections.
  @Override
  public void close() {
    sequencer.close();
    signals.close();
  }

  private record Parts(
      LogReader reader,
      LogTail tail,
      Sequencer sequencer,
      NodeSignals signals,
      PostgresEventStorageEngine engine,
      Receipts receipts) {}

  private static final class Builder extends AbstractEventStore.Builder {

    Builder(PostgresEventStorageEngine engine) {
      storageEngine(engine);
    }
  }
}
