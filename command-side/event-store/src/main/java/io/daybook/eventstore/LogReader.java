package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/// Reads rows of the log. Thread-safe; each call takes a connection for as long as it lasts.
final class LogReader {

  private static final String COLUMNS =
      "position, stream, version, aggregate_type, event_id, type, revision, payload, metadata,"
          + " recorded_at";

  private final DataSource dataSource;
  private final Serializer serializer;
  private final EventUpcaster upcasters;

  LogReader(DataSource dataSource, Serializer serializer, EventUpcaster upcasters) {
    this.dataSource = dataSource;
    this.serializer = serializer;
    this.upcasters = upcasters;
  }

  /// Last position of the log, 0 when it is empty.
  long head() {
    return number("select coalesce(max(position), 0) from events");
  }

  /// Last position before an instant, 0 when there is none.
  long positionBefore(Instant instant) {
    return number(
        "select coalesce(min(position) - 1, (select coalesce(max(position), 0) from events))"
            + " from events where recorded_at >= ?::timestamptz",
        instant.toString());
  }

  /// Last version of a stream; empty when it has no event.
  Optional<Long> lastVersion(String stream) {
    long version = number("select coalesce(max(version), 0) from events where stream = ?", stream);
    return version == 0 ? Optional.empty() : Optional.of(version);
  }

  /// The next rows of the log after a position.
  List<StoredEvent> after(long position, int limit) {
    return rows(
        "select %s from events where position > ? order by position limit ?".formatted(COLUMNS),
        position,
        limit);
  }

  /// The next rows of a stream from a version.
  List<StoredEvent> ofStream(String stream, long fromVersion, int limit) {
    return rows(
        "select %s from events where stream = ? and version >= ? order by version limit ?"
            .formatted(COLUMNS),
        stream,
        fromVersion,
        limit);
  }

  /// Reads rows into messages; the payload of each is read when somebody asks for it.
  List<TrackedEventMessage<?>> messages(List<StoredEvent> rows) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            rows.stream().map(LogReader::tracked), serializer, upcasters)
        .<TrackedEventMessage<?>>map(message -> message)
        .toList();
  }

  /// A row as Axon's entry of one stream.
  static DomainEventData<?> entry(StoredEvent row) {
    return new GenericDomainEventEntry<>(
        row.aggregateType(),
        row.stream(),
        row.version() - 1,
        row.eventId(),
        row.recordedAt(),
        row.type(),
        row.revision(),
        row.payload(),
        row.metadata());
  }

  private static TrackedDomainEventData<?> tracked(StoredEvent row) {
    return new TrackedDomainEventData<>(
        new GlobalSequenceTrackingToken(row.position()), entry(row));
  }

  private List<StoredEvent> rows(String sql, Object... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        List<StoredEvent> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(
              new StoredEvent(
                  row.getLong(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8),
                  row.getString(9),
                  row.getObject(10, OffsetDateTime.class).toInstant()));
        }
        return rows;
      }
    } catch (SQLException failed) {
      throw new EventStoreUnavailableException("The log can't be read now", failed);
    }
  }

  private long number(String sql, Object... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException failed) {
      throw new EventStoreUnavailableException("The log can't be read now", failed);
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
