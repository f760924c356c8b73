package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Keeps the log's partitions ahead of its head. Thread-safe.
final class Partitions {

  private static final String HEADS_UP_TO =
      """
      select coalesce(max(first_position) - 1, 0) from partitions
       where first_position <= coalesce((select max(last_position) from checkpoints), 0) + 1
      """;

  private final long size;
  private volatile long end;
  private volatile long headsUpTo;

  Partitions(LogLayout layout) {
    this.size = layout.partitionSize();
  }

  /// The end of a partition up to which every stream's head is known. What is after it must be
  /// looked at itself. It may be behind what other nodes have found out, which only costs time.
  long headsUpTo() {
    return headsUpTo;
  }

  /// Makes sure, before it is needed, that there is room for a whole partition's events.
  void ahead(Connection connection, long head) throws SQLException {
    headsUpTo = number(connection, HEADS_UP_TO);
    if (end < head + size) {
      end = number(connection, "select ensure_partitions(?, ?)", head + size, size);
    }
  }

  /// Makes room for a group that found none, which happens only when nobody had the time to make it
  /// ahead.
  void roomFor(Connection connection, int events) throws SQLException {
    long head = LogRows.head(connection);
    end = number(connection, "select ensure_partitions(?, ?)", head + events + size, size);
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
