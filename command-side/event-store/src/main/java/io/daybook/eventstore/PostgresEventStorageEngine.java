package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/// Axon's view of the log: appends through the sequencer, reads of one stream, snapshots.
/// Thread-safe.
final class PostgresEventStorageEngine implements EventStorageEngine {

  private static final int STREAM_PAGE = 1_000;

  private final DataSource dataSource;
  private final Sequencer sequencer;
  private final LogReader reader;
  private final Serializer serializer;
  private final EventUpcaster upcasters;
  private final Predicate<? super DomainEventData<?>> usableSnapshot;

  PostgresEventStorageEngine(
      DataSource dataSource,
      Sequencer sequencer,
      LogReader reader,
      Serializer serializer,
      EventUpcaster upcasters,
      Predicate<? super DomainEventData<?>> usableSnapshot) {
    this.dataSource = dataSource;
    this.sequencer = sequencer;
    this.reader = reader;
    this.serializer = serializer;
    this.upcasters = upcasters;
    this.usableSnapshot = usableSnapshot;
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    AppendContext context =
        CurrentUnitOfWork.isStarted() ? AppendContext.current() : AppendContext.none();
    List<EventRow> rows = events.stream().map(event -> EventRow.of(event, serializer)).toList();
    context.wrote(sequencer.append(Append.of(rows, context)));
  }

  void appendReceipt(Receipt receipt) {
    sequencer.append(
        new Append(List.of(), receipt, List.of(), List.of(), new CompletableFuture<>()));
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    return reader.messages(reader.after(position(token), STREAM_PAGE)).stream();
  }

  @Override
  public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
    Stream<DomainEventData<?>> entries =
        Stream.iterate(
                reader.ofStream(stream, firstSequenceNumber + 1, STREAM_PAGE),
                page -> !page.isEmpty(),
                page ->
                    page.size() < STREAM_PAGE
                        ? List.of()
                        : reader.ofStream(stream, page.getLast().version() + 1, STREAM_PAGE))
            .flatMap(List::stream)
            .map(LogReader::entry);
    return EventStreamUtils.upcastAndDeserializeDomainEvents(entries, serializer, upcasters);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String stream) {
    return reader.lastVersion(stream).map(version -> version - 1);
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(reader.head());
  }

  @Override
  public TrackingToken createTokenAt(Instant instant) {
    return new GlobalSequenceTrackingToken(reader.positionBefore(instant));
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    EventRow row = EventRow.of(snapshot, serializer);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into snapshots (stream, version, aggregate_type, event_id, type, revision,
                  payload, metadata, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::timestamptz)
                on conflict (stream) do update set version = excluded.version,
                  aggregate_type = excluded.aggregate_type, event_id = excluded.event_id,
                  type = excluded.type, revision = excluded.revision, payload = excluded.payload,
                  metadata = excluded.metadata, recorded_at = excluded.recorded_at
                where snapshots.version < excluded.version
                """)) {
      statement.setString(1, row.stream());
      statement.setLong(2, row.version());
      statement.setString(3, row.aggregateType());
      statement.setString(4, row.eventId());
      statement.setString(5, row.type());
      statement.setString(6, row.revision());
      statement.setString(7, row.payload());
      statement.setString(8, row.metadata());
      statement.setString(9, row.recordedAt().toString());
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new EventStoreUnavailableException("A snapshot can't be kept now", failed);
    }
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select version, aggregate_type, event_id, type, revision, payload, metadata,
                  recorded_at
                from snapshots where stream = ?
                """)) {
      statement.setString(1, stream);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        DomainEventData<?> entry =
            new GenericDomainEventEntry<>(
                row.getString(2),
                stream,
                row.getLong(1) - 1,
                row.getString(3),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
        return Optional.of(entry)
            .filter(usableSnapshot)
            .flatMap(usable ->
                EventStreamUtils.upcastAndDeserializeDomainEvents(
                        Stream.of(usable), serializer, upcasters)
                    .asStream()
                    .<DomainEventMessage<?>>map(message -> message)
                    .findFirst());
      }
    } catch (SQLException failed) {
      throw new EventStoreUnavailableException("A snapshot can't be read now", failed);
    }
  }

  /// The position that a token stands for; null stands for the beginning of the log.
  static long position(@Nullable TrackingToken token) {
    return token == null ? 0 : token.position().orElse(0);
  }
}
