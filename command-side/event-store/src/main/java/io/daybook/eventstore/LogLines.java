package io.daybook.eventstore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// The log as JSON lines, for those who hand it on: in order, from tables and archived files alike,
/// each event with the members `position`, `stream`, `version`, `aggregateType`, `eventId`, `type`,
/// `revision`, `payload`, `metadata` and `recordedAt`. The same event always makes the same bytes.
///
/// Thread-safe. A connection is taken for a page and given back before anybody waits for a reader.
public final class LogLines {

  private static final int LOOKS = 3;
  private static final String NEXT_ARCHIVED =
      """
      select first_position, last_position, file from partitions
       where file is not null and last_position > ? order by first_position limit 1
      """;

  private final DataSource database;
  private final ArchivedEvents archive;
  private final LogRows rows;

  LogLines(DataSource database, ArchivedEvents archive, LogRows rows) {
    this.database = database;
    this.archive = archive;
    this.rows = rows;
  }

  /// What is wanted of the log after a position, in pages.
  ///
  /// @param until where to end; the log has come so far
  public LinePages pages(long after, long until, LineFilter filter) {
    return new LinePages(this, after, until, filter);
  }

  /// The last position before everything recorded at `instant` or later; the head when there is
  /// nothing.
  ///
  /// @throws EventStoreUnavailableException when the database is away
  public long before(Instant instant) {
    return rows.before(instant);
  }

  /// @param room how many bytes are expected
  /// @throws EventStoreException when a position is missing: what follows a hole is never handed
  ///   out
  LinePage read(long after, long until, LineFilter filter, int room) {
    try (Connection connection = database.getConnection()) {
      for (int look = 1; look <= LOOKS; look++) {
        LinePage page = look(connection, after, until, filter, room);
        if (page != null) {
          return page;
        }
      }
      throw new EventStoreException(
          "A position between %d and %d is missing from the log.".formatted(after + 1, until));
    } catch (SQLException failed) {
      throw LogRows.unreadable(failed);
    }
  }

  /// A range may move between tables and files while it is read: null when it did.
  private @Nullable LinePage look(
      Connection connection, long after, long until, LineFilter filter, int room)
      throws SQLException {
    JsonLines lines = new JsonLines(after, filter.takesAll(), room);
    ArchivedRange archived = nextArchived(connection, after);
    if (archived != null && archived.first() <= after + 1) {
      long last = Math.min(until, archived.last());
      fromFile(archived, after, last, filter, lines);
      return whole(filter, lines, last) ? lines.page(last) : null;
    }
    long end = archived == null ? until : Math.min(until, archived.first() - 1);
    fromTables(connection, after, end, filter, lines);
    boolean stayed = filter.takesAll() || staysAttached(connection, after, end);
    return stayed && whole(filter, lines, end) ? lines.page(end) : null;
  }

  private static boolean whole(LineFilter filter, JsonLines lines, long end) {
    return !filter.takesAll() || lines.isFull() || lines.last() == end;
  }

  private void fromFile(
      ArchivedRange range, long after, long end, LineFilter filter, JsonLines lines) {
    try {
      archive
          .file(range)
          .after(
              after,
              line -> {
                boolean within = line.position() <= end;
                if (within && (filter.takesAll() || filter.takes(line.event()))) {
                  lines.add(line);
                }
                return line.position() < end && !lines.isFull();
              });
    } catch (IOException failed) {
      throw ArchivedEvents.unreadable(range, failed);
    }
  }

  private static void fromTables(
      Connection connection, long after, long end, LineFilter filter, JsonLines lines)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      CopyLines.read(connection, "events", after, end, where(connection, filter), lines::add);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /// COPY takes no parameters.
  private static String where(Connection connection, LineFilter filter) throws SQLException {
    StringBuilder where = new StringBuilder();
    if (!filter.types().isEmpty()) {
      PGConnection driver = connection.unwrap(PGConnection.class);
      where
          .append(" and type in (")
          .append(
              filter.types().stream()
                  .map(type -> literal(driver, type))
                  .collect(Collectors.joining(", ")))
          .append(')');
    }
    String stream = filter.stream();
    if (stream != null) {
      where.append(" and stream = ").append(literal(connection.unwrap(PGConnection.class), stream));
    }
    return where.toString();
  }

  private static String literal(PGConnection driver, String text) {
    try {
      return "'" + driver.escapeLiteral(text) + "'";
    } catch (SQLException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  /// Without all positions at hand, only this tells that no table went while it was read.
  private static boolean staysAttached(Connection connection, long after, long end)
      throws SQLException {
    ArchivedRange next = nextArchived(connection, after);
    return next == null || next.first() > end;
  }

  private static @Nullable ArchivedRange nextArchived(Connection connection, long after)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEXT_ARCHIVED)) {
      query.setLong(1, after);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? ArchivedEvents.range(row) : null;
      }
    }
  }
}
