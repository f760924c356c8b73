package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The positions of the tables that are read, of some read models, as far as there are any: a read
/// model that is new has none until its first version is read.
///
/// Whoever writes or mends locks them first, so they do it one after the other, on any node.
final class LivePositions {

  private static final String MISSING =
      "select count(*) < ? from projection_position where name = any(?)";
  private static final String JOIN =
      """
      insert into projection_position (name) select unnest(?)
      where not exists (select from projection_position where position > 0) on conflict do nothing
      """;
  private static final String FORGET =
      "delete from quarantine where reader in"
          + " (select name from projection_position where name = any(?) and position = 0)";
  private static final String LOCK =
      "select name, position, held, revision, set_config('synchronous_commit', 'off', true)"
          + " from projection_position where name = any(?) order by name for update";
  private static final String HOLD_ALL = "lock table projection_position in exclusive mode";
  private static final String LEAST = "select coalesce(min(position), 0) from projection_position";
  private static final String ENTER =
      "insert into projection_position (name, position) values (?, ?)";

  private final String[] names;

  LivePositions(Collection<String> names) {
    this.names = names.stream().sorted().toArray(String[]::new);
  }

  LivePositions(String name) {
    this(List.of(name));
  }

  /// @param position the last one whose effect is kept
  /// @param held sequences in quarantine
  /// @param revision of the rows' definition: a program with a lower one leaves them alone
  record Place(long position, long held, int revision) {}

  /// Begins with those that are missing, if nothing of the log has been taken yet. Later their
  /// first versions are built beside the others. For the beginning of a transaction.
  void join(Connection connection) throws SQLException {
    if (someAreMissing(connection)) {
      // A batch on its way would move the others, and these would hold them up from then on.
      run(HOLD_ALL, connection);
      update(JOIN, connection);
    }
    update(FORGET, connection);
    count(connection);
  }

  /// Counts again what is held.
  void count(Connection connection) throws SQLException {
    new Positions(List.of(names)).count(connection);
  }

  /// Whether all of them are read.
  boolean areThere(Connection connection) throws SQLException {
    return !someAreMissing(connection);
  }

  private boolean someAreMissing(Connection connection) throws SQLException {
    try (PreparedStatement missing = connection.prepareStatement(MISSING)) {
      missing.setInt(1, names.length);
      missing.setArray(2, connection.createArrayOf("text", names));
      try (ResultSet row = missing.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /// Holds off all others until the transaction ends, whose commit doesn't wait for the disk.
  ///
  /// @return those that are there
  Map<String, Place> lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setArray(1, connection.createArrayOf("text", names));
      Map<String, Place> places = new TreeMap<>();
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          places.put(
              rows.getString(1), new Place(rows.getLong(2), rows.getLong(3), rows.getInt(4)));
        }
      }
      return places;
    }
  }

  /// Holds off everybody who takes batches, of whatever read models, until the transaction ends.
  /// For the beginning of a transaction.
  ///
  /// @return the position that all have reached who are read
  static long lockAll(Connection connection) throws SQLException {
    run(HOLD_ALL, connection);
    return least(connection);
  }

  /// The position that all have reached who are read.
  static long least(Connection connection) throws SQLException {
    try (PreparedStatement least = connection.prepareStatement(LEAST);
        ResultSet row = least.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /// Lets one that was missing take part from `position` on, in a transaction that holds all.
  static void enter(String name, long position, Connection connection) throws SQLException {
    try (PreparedStatement enter = connection.prepareStatement(ENTER)) {
      enter.setString(1, name);
      enter.setLong(2, position);
      enter.executeUpdate();
    }
  }

  private void update(String sql, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", names));
      statement.executeUpdate();
    }
  }

  private static void run(String sql, Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
