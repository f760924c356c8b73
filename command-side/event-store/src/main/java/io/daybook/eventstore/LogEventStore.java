package io.daybook.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/// Axon's event store on one dense, commit-ordered log in PostgreSQL.
///
/// Positions count 1, 2, 3, … in commit order over all nodes: who has seen *n* has seen everything
/// before *n*. The tracking token is Axon's `GlobalSequenceTrackingToken`. An append is a
/// transaction of its own; what must be atomic with it goes into [AppendContext]. Thread-safe.
public final class LogEventStore extends AbstractEventStore implements EventLog, AutoCloseable {

  private final Parts parts;

  private LogEventStore(Parts parts) {
    super(new Builder(parts.engine));
    this.parts = parts;
  }

  /// Opens the log of a database whose tables [EventStoreSchema] made. It works until it is closed,
  /// also when the database goes away and comes back.
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
    return open(
        dataSource, serializer, upcasters, usableSnapshot, settings, LogLayout.defaults(), meters);
  }

  /// As above, on a log that is kept in another way.
  public static LogEventStore open(
      DataSource dataSource,
      Serializer serializer,
      EventUpcaster upcasters,
      Predicate<? super DomainEventData<?>> usableSnapshot,
      EventStoreSettings settings,
      LogLayout layout,
      MeterRegistry meters) {
    EventMessages messages = new EventMessages(serializer, upcasters);
    EventStoreMetrics metrics = new EventStoreMetrics(meters);
    Partitions partitions = new Partitions(layout);
    ArchivedEvents archived = new ArchivedEvents(layout);
    LogRows rows = new LogRows(dataSource, partitions, archived);
    Tail tail = new Tail(rows, messages, settings);
    metrics.watchTail(tail);
    Presence node = Presence.ofNewNode();
    Announcer announcer = new Announcer(dataSource, node);
    Sequencer sequencer =
        new Sequencer(
            settings,
            new GroupWriter(dataSource, partitions),
            (after, events) -> {
              tail.committed(after, events);
              announcer.committed(after, events);
            },
            metrics);
    LogStorageEngine engine =
        new LogStorageEngine(messages, usableSnapshot, sequencer, rows, new Snapshots(dataSource));
    return new LogEventStore(
        new Parts(
            rows,
            tail,
            sequencer,
            announcer,
            new NewsListener(dataSource, node, tail),
            engine,
            new Receipts(dataSource, sequencer),
            new Housekeeping(dataSource, partitions),
            new Archives(dataSource),
            new Integrity(dataSource, archived),
            new LogLines(dataSource, archived, rows)));
  }

  /// What became of idempotency keys.
  public Receipts receipts() {
    return parts.receipts;
  }

  /// Moves old partitions out of the database, and back.
  public Archives archives() {
    return parts.archives;
  }

  /// The log as JSON lines.
  public LogLines lines() {
    return parts.lines;
  }

  /// Proves that the log is what was written.
  public Integrity integrity() {
    return parts.integrity;
  }

  /// Settles a command that came to no event: writes the receipt that its [AppendContext] holds,
  /// and checks that the streams it relied on haven't moved. Does nothing when there is neither.
  ///
  /// @throws org.axonframework.modelling.command.ConcurrencyException when such a stream has moved
  /// @throws AlreadyAnsweredException when the key has a receipt
  /// @throws EventStoreUnavailableException when the queue is full or the database stays away
  public void appendNothing() {
    parts.engine.appendNothing(AppendContext.current());
  }

  /// The aggregate's newest usable snapshot and all events after it, in one round trip at usual
  /// lengths; and what the current unit of work is about to append.
  @Override
  public DomainEventStream readEvents(String stream) {
    DomainEventStream stored = parts.engine.readFromSnapshot(stream);
    List<? extends DomainEventMessage<?>> staged = stagedDomainEventMessages(stream).toList();
    return staged.isEmpty()
        ? stored
        : DomainEventStream.concat(stored, DomainEventStream.of(staged));
  }

  /// The next events of one stream, each with its place in the log; no snapshot, nothing staged.
  ///
  /// @param version after which they come; 0 for the first
  /// @param limit at most so many
  public List<TrackedEventMessage<?>> ofStream(String stream, long version, int limit) {
    return parts.engine.ofStream(stream, version, limit);
  }

  /// Follows the log, from its first event when there is no token.
  ///
  /// @throws EventStoreException when the token lies beyond the end of the log, as after a restored
  ///   backup: waiting there would skip what is written next
  /// @throws EventStoreUnavailableException when the database is away
  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    long position = LogStorageEngine.positionOf(token);
    if (position > parts.tail.head() && position > parts.rows.head()) {
      throw new EventStoreException(
          "The log ends before position %d, where its reader stands".formatted(position));
    }
    return new LogStream(parts.tail, position);
  }

  @Override
  public long head() {
    return parts.tail.head();
  }

  @Override
  public List<StoredEvent> read(long afterPosition, int limit) {
    return parts.rows.after(afterPosition, limit);
  }

  @Override
  public List<RawEvent> readRaw(long afterPosition, int limit, int size) {
    return parts.rows.rawAfter(afterPosition, limit, size);
  }

  @Override
  public boolean awaitBeyond(long position, Duration timeout) throws InterruptedException {
    return parts.tail.awaitBeyond(position, timeout.toNanos());
  }

  /// Writes what waits, then lets go of all connections.
  @Override
  public void close() {
    parts.sequencer.close();
    parts.housekeeping.close();
    parts.announcer.close();
    parts.listener.close();
    parts.tail.close();
  }

  private record Parts(
      LogRows rows,
      Tail tail,
      Sequencer sequencer,
      Announcer announcer,
      NewsListener listener,
      LogStorageEngine engine,
      Receipts receipts,
      Housekeeping housekeeping,
      Archives archives,
      Integrity integrity,
      LogLines lines) {}

  private static final class Builder extends AbstractEventStore.Builder {

    Builder(LogStorageEngine engine) {
      storageEngine(engine);
    }
  }
}
