package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/// Reads rows of the log. Thread-safe; each call takes a connection for as long as it lasts.
///
/// Every method throws [EventStoreUnavailableException] when the database can't be asked.
final class LogRows {

  static final String COLUMNS =
      "position, stream, version, aggregate_type, event_id, type, revision, payload, metadata,"
          + " recorded_at";

  private static final String AFTER =
      "select " + COLUMNS + " from events where position > ? order by position limit ?";

  private static final String OF_STREAM =
      "select "
          + COLUMNS
          + " from events where stream = ? and version >= ? order by version limit ?";

  private static final String NEWEST_SNAPSHOT_AND_REST =
      """
      (select 0::bigint as position, stream, version, aggregate_type, event_id, type, revision,
              payload, metadata, recorded_at
         from snapshots where stream = ?)
      union all
      (select position, stream, version, aggregate_type, event_id, type, revision,
              payload, metadata, recorded_at
         from events
        where stream = ?
          and version > coalesce((select version from snapshots where stream = ?), 0)
        order by version limit ?)
      """;

  private final DataSource database;

  LogRows(DataSource database) {
    this.database = database;
  }

  /// The rows after a position, in order.
  ///
  /// @throws EventStoreException when the next position is missing: what follows a hole is never
  ///   handed out
  List<StoredEvent> after(long position, int limit) {
    List<StoredEvent> rows = query(AFTER, position, limit);
    long due = position;
    for (StoredEvent row : rows) {
      if (row.position() != ++due) {
        throw new EventStoreException("Position %d is missing from the log.".formatted(due));
      }
    }
    return rows;
  }

  /// The rows of a stream from a version on, in order.
  List<StoredEvent> ofStream(String stream, long fromVersion, int limit) {
    return query(OF_STREAM, stream, fromVersion, limit);
  }

  /// The snapshot of a stream, at position 0, if there is one; then the first rows after it.
  List<StoredEvent> newestSnapshotAndRest(String stream, int limit) {
    return query(NEWEST_SNAPSHOT_AND_REST, stream, stream, stream, limit);
  }

  /// The last position; 0 when the log is empty.
  long head() {
    return number("select coalesce(max(position), 0) from events");
  }

  /// The last version of a stream; 0 when there is no such stream.
  long version(String stream) {
    return number("select coalesce(max(version), 0) from events where stream = ?", stream);
  }

  /// The last position before everything recorded at `instant` or later; the head when there is
  /// nothing.
  long before(Instant instant) {
    return number(
        """
        select coalesce((select min(position) - 1 from events where recorded_at >= ?),
                        (select max(position) from events), 0)
        """,
        instant.atOffset(ZoneOffset.UTC));
  }

  private long number(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failed) {
      throw unreadable(failed);
    }
  }

  private List<StoredEvent> query(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<StoredEvent> events = new ArrayList<>();
      while (rows.next()) {
        events.add(event(rows));
      }
      return events;
    } catch (SQLException failed) {
      throw unreadable(failed);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getObject(10, OffsetDateTime.class).toInstant());
  }

  static EventStoreUnavailableException unreadable(SQLException failed) {
    return new EventStoreUnavailableException("The log can't be read now.", failed);
  }
}
