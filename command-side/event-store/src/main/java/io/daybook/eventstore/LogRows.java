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
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/// Reads rows of the log. Thread-safe; each call takes a connection for as long as it lasts.
///
/// Every method throws [EventStoreUnavailableException] when the database can't be asked.
final class LogRows {

  private static final int LOOKS = 3;

  static final String COLUMNS =
      "position, stream, version, aggregate_type, event_id, type, revision, payload, metadata,"
          + " recorded_at";

  private static final String AFTER =
      "select "
          + COLUMNS
          + " from events where position > ? and position <= ? order by position limit ?";

  /// The head of the stream, its version in place of a position and negative; then its events.
  private static final String OF_STREAM =
      """
      (select -version as position, stream, version, '', '', '', '', null::jsonb, null::jsonb,
              null::timestamptz
         from streams where stream = ?)
      union all
      (select %s from events
        where stream = ? and version >= ? and position > ? order by version limit ?)
      """
          .formatted(COLUMNS);

  /// The head as above; the snapshot at position 0; then the events after it.
  private static final String NEWEST_SNAPSHOT_AND_REST =
      """
      (select -version as position, stream, version, '', '', '', '', null::jsonb, null::jsonb,
              null::timestamptz
         from streams where stream = ?)
      union all
      (select 0::bigint, stream, version, aggregate_type, event_id, type, revision,
              payload, metadata, recorded_at
         from snapshots where stream = ?)
      union all
      (select %s from events
        where stream = ?
          and version > coalesce((select version from snapshots where stream = ?), 0)
          and position > ?
        order by version limit ?)
      """
          .formatted(COLUMNS);

  private final DataSource database;
  private final Partitions partitions;
  private final ArchivedEvents archive;

  LogRows(DataSource database, Partitions partitions, ArchivedEvents archive) {
    this.database = database;
    this.partitions = partitions;
    this.archive = archive;
  }

  /// The rows after a position, in order, from tables and archived files.
  ///
  /// @throws EventStoreException when the next position is missing: what follows a hole is never
  ///   handed out
  List<StoredEvent> after(long position, int limit) {
    return after(
        position,
        StoredEvent::position,
        connection -> query(connection, AFTER, position, position + limit, limit),
        range -> archive.after(range, position, limit));
  }

  /// The same in bytes, and so many of them at most that the last one ends behind `size`.
  List<RawEvent> rawAfter(long position, int limit, int size) {
    return after(
        position,
        RawEvent::position,
        connection -> CopyRows.read(connection, position, position + limit, size),
        range -> CopyRows.upTo(size, archive.after(range, position, limit)));
  }

  private <T> List<T> after(
      long position,
      ToLongFunction<T> place,
      Question<List<T>> tables,
      Function<ArchivedRange, List<T>> file) {
    List<T> rows = using(connection -> after(connection, position, place, tables, file));
    long due = position;
    for (T row : rows) {
      if (place.applyAsLong(row) != ++due) {
        throw missing(due);
      }
    }
    return rows;
  }

  /// A range may move between tables and files between one look and the next: only what is missing
  /// in three looks is missing.
  private <T> List<T> after(
      Connection connection,
      long position,
      ToLongFunction<T> place,
      Question<List<T>> tables,
      Function<ArchivedRange, List<T>> file)
      throws SQLException {
    for (int look = 1; look <= LOOKS; look++) {
      List<T> rows = tables.ask(connection);
      if (!rows.isEmpty() && place.applyAsLong(rows.getFirst()) == position + 1) {
        return rows;
      }
      ArchivedRange range = archive.holding(connection, position + 1);
      if (range != null) {
        return file.apply(range);
      }
      if (rows.isEmpty() && head(connection) <= position) {
        return rows;
      }
    }
    throw missing(position + 1);
  }

  /// The rows of a stream from a version on, in order, from tables and archived files.
  List<StoredEvent> ofStream(String stream, long fromVersion, int limit) {
    return using(connection -> {
      List<StoredEvent> rows =
          attached(connection, stream, fromVersion, partitions.headsUpTo(), limit);
      return isWhole(rows, fromVersion, limit)
          ? events(rows)
          : everywhere(connection, stream, fromVersion, limit);
    });
  }

  /// The snapshot of a stream, at position 0, if there is one; then the first rows after it.
  List<StoredEvent> newestSnapshotAndRest(String stream, int limit) {
    return using(connection -> {
      List<StoredEvent> rows =
          query(
              connection,
              NEWEST_SNAPSHOT_AND_REST,
              stream,
              stream,
              stream,
              stream,
              partitions.headsUpTo(),
              limit);
      List<StoredEvent> snapshot = rows.stream().filter(row -> row.position() == 0).toList();
      long from = snapshot.isEmpty() ? 1 : snapshot.getFirst().version() + 1;
      if (isWhole(rows, from, limit)) {
        return rows.stream().filter(row -> row.position() >= 0).toList();
      }
      List<StoredEvent> all = new ArrayList<>(snapshot);
      all.addAll(everywhere(connection, stream, from, limit));
      return all;
    });
  }

  private static List<StoredEvent> attached(
      Connection connection, String stream, long fromVersion, long fromPosition, int limit)
      throws SQLException {
    return query(connection, OF_STREAM, stream, stream, fromVersion, fromPosition, limit);
  }

  /// Whether the rows are the versions from `from` on, all of them or as many as were wanted.
  private static boolean isWhole(List<StoredEvent> rows, long from, int limit) {
    List<StoredEvent> run = run(events(rows), from);
    return run.size() == events(rows).size()
        && (run.size() == limit || from + run.size() > last(rows));
  }

  private static List<StoredEvent> events(List<StoredEvent> rows) {
    return rows.stream().filter(row -> row.position() > 0).toList();
  }

  /// The stream's last version as its head says it; the head may be behind the newest partitions.
  private static long last(List<StoredEvent> rows) {
    return rows.isEmpty() || rows.getFirst().position() >= 0 ? 0 : -rows.getFirst().position();
  }

  /// Puts together what old partitions and archived files have of a stream.
  private List<StoredEvent> everywhere(
      Connection connection, String stream, long fromVersion, int limit) throws SQLException {
    List<StoredEvent> found = new ArrayList<>();
    long due = fromVersion;
    int looks = 0;
    while (found.size() < limit) {
      List<StoredEvent> rows = attached(connection, stream, due, 0, limit - found.size());
      if (events(rows).isEmpty() && last(rows) < due) {
        return found;
      }
      List<StoredEvent> run = run(events(rows), due);
      if (run.isEmpty()) {
        run = run(archive.ofStream(connection, stream, due), due);
      }
      if (run.isEmpty() && ++looks == LOOKS) {
        throw new EventStoreException(
            "Version %d of %s is missing from the log.".formatted(due, stream));
      }
      found.addAll(run);
      due += run.size();
    }
    return found.subList(0, limit);
  }

  /// The rows from the first on without a hole; none when they don't begin with `due`.
  private static List<StoredEvent> run(List<StoredEvent> rows, long due) {
    int length = 0;
    while (length < rows.size() && rows.get(length).version() == due + length) {
      length++;
    }
    return rows.subList(0, length);
  }

  /// The last position; 0 when the log is empty.
  long head() {
    return using(LogRows::head);
  }

  static long head(Connection connection) throws SQLException {
    return number(
        connection,
        """
        select greatest((select max(position) from events),
                        (select max(last_position) from partitions where file is not null), 0)
        """);
  }

  /// The last version of a stream; 0 when there is no such stream.
  long version(String stream) {
    return using(connection ->
        number(
            connection,
            """
            select greatest((select max(version) from events where stream = ? and position > ?),
                            (select version from streams where stream = ?), 0)
            """,
            stream,
            partitions.headsUpTo(),
            stream));
  }

  /// The last position before everything recorded at `instant` or later; the head when there is
  /// nothing.
  long before(Instant instant) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    return using(connection -> {
      long attached =
          number(
              connection,
              "select coalesce(min(position) - 1, -1) from events where recorded_at >= ?",
              time);
      long inTables = attached < 0 ? head(connection) : attached;
      ArchivedRange range = archive.recordedFrom(connection, time);
      return range == null || range.first() > inTables
          ? inTables
          : archive.after(range, 0, Integer.MAX_VALUE).stream()
              .filter(event -> !event.recordedAt().isBefore(instant))
              .mapToLong(event -> event.position() - 1)
              .findFirst()
              .orElse(inTables);
    });
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> T using(Question<T> question) {
    try (Connection connection = database.getConnection()) {
      return question.ask(connection);
    } catch (SQLException failed) {
      throw unreadable(failed);
    }
  }

  private static long number(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<StoredEvent> query(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<StoredEvent> events = new ArrayList<>();
      while (rows.next()) {
        events.add(event(rows));
      }
      return events;
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
    if (row.getLong(1) < 0) {
      return head(row.getString(2), row.getLong(3));
    }
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

  private static StoredEvent head(String stream, long version) {
    return new StoredEvent(-version, stream, version, "", "", "", "", "", "", Instant.EPOCH);
  }

  private static EventStoreException missing(long position) {
    return new EventStoreException("Position %d is missing from the log.".formatted(position));
  }

  static EventStoreUnavailableException unreadable(SQLException failed) {
    return new EventStoreUnavailableException("The log can't be read now.", failed);
  }
}
