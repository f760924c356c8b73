package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far versions have come, and how many rows of theirs wait in quarantine.
///
/// Whoever writes or mends locks them first, so they do it one after the other, on any node. The
/// number of those that are held is part of the locked row: it is always the latest.
final class Positions {

  private static final String REGISTER =
      "insert into {table} (name) select unnest(?) on conflict do nothing";
  private static final String LOCK =
      "select name, position, held, set_config('synchronous_commit', 'off', true)"
          + " from {table} where name = any(?) order by name for update";
  private static final String ADVANCE =
      "update {table} set position = ? where name = any(?) and position < ?";
  private static final String COUNT =
      "update {table} p set held ="
          + " (select count(*) from quarantine q where q.reader = p.name) where p.name = any(?)";

  private final String table;
  private final String[] names;

  /// Those of the tables that are read ([LivePositions] locks them).
  Positions(Collection<String> names) {
    this("projection_position", names);
  }

  /// Those of versions that nobody reads yet.
  static Positions next(String name) {
    return new Positions("public.projection_next", List.of(name));
  }

  Positions(String table, Collection<String> names) {
    this.table = table;
    this.names = names.stream().sorted().toArray(String[]::new);
  }

  /// @param position the last one whose effect is kept
  /// @param held sequences in quarantine
  record Place(long position, long held) {}

  /// Makes those that are missing.
  void register(Connection connection) throws SQLException {
    update(REGISTER, connection);
  }

  /// Holds off all others until the transaction ends, whose commit doesn't wait for the disk.
  Map<String, Place> lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(in(LOCK))) {
      lock.setArray(1, connection.createArrayOf("text", names));
      Map<String, Place> places = new HashMap<>();
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          places.put(rows.getString(1), new Place(rows.getLong(2), rows.getLong(3)));
        }
      }
      if (places.size() < names.length) {
        throw new IllegalStateException(
            "Nothing is being built any more of " + String.join(", ", names));
      }
      return places;
    }
  }

  void advance(long position, Connection connection) throws SQLException {
    try (PreparedStatement advance = connection.prepareStatement(in(ADVANCE))) {
      advance.setLong(1, position);
      advance.setArray(2, connection.createArrayOf("text", names));
      advance.setLong(3, position);
      advance.executeUpdate();
    }
  }

  /// Counts again what is held.
  void count(Connection connection) throws SQLException {
    update(COUNT, connection);
  }

  private void update(String sql, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(in(sql))) {
      statement.setArray(1, connection.createArrayOf("text", names));
      statement.executeUpdate();
    }
  }

  private String in(String sql) {
    return sql.replace("{table}", table);
  }
}
