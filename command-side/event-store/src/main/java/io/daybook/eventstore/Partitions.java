package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the log's partitions ahead of its head. Thread-safe.
final class Partitions {

  private static final String HEADS_UP_TO =
      """
      select coalesce(max(first_position) - 1, 0) from partitions
       where first_position <= coalesce((select max(last_position) from checkpoints), 0) + 1
      """;

  private static final String NEWEST =
      """
      select first_position, last_position from partitions
       where file is null order by first_position desc limit 3
      """;

  private record Range(long first, long last) {}

  private final long size;
  private volatile long end;
  private volatile List<Range> newest = List.of();
  private volatile long headsUpTo;

  Partitions(LogLayout layout) {
    this.size = layout.partitionSize();
  }

  /// The end of a partition up to which every stream's head is known. What is after it must be
  /// looked at itself. It may be behind what other nodes have found out, which only costs time.
  long headsUpTo() {
    return headsUpTo;
  }

  /// The table of the one partition that has all positions from `from` to `to` and, of all streams
  /// whose heads aren't kept, every event. The server is spared looking at all partitions then.
  ///
  /// @return null when there is none, or none is known of yet
  @Nullable String tableFor(long from, long to) {
    for (Range range : newest) {
      if (range.first <= from && to <= range.last) {
        return headsUpTo >= range.first - 1 ? "events_" + range.first : null;
      }
    }
    return null;
  }

  /// Makes sure, before it is needed, that there is room for a whole partition's events.
  void ahead(Connection connection, long head) throws SQLException {
    headsUpTo = number(connection, HEADS_UP_TO);
    if (end < head + size) {
      end = number(connection, "select ensure_partitions(?, ?)", head + size, size);
    }
    newest = newest(connection);
  }

  /// Makes room for a group that found none, which happens only when nobody had the time to make it
  /// ahead.
  void roomFor(Connection connection, int events) throws SQLException {
    long head = LogRows.head(connection);
    end = number(connection, "select ensure_partitions(?, ?)", head + events + size, size);
  }

  private static List<Range> newest(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWEST);
        ResultSet rows = query.executeQuery()) {
      List<Range> ranges = new ArrayList<>();
      while (rows.next()) {
        ranges.add(new Range(rows.getLong(1), rows.getLong(2)));
      }
      return List.copyOf(ranges);
    }
  }

  private static long number(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
