package io.daybook.audit.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How far the auditor has come, and what the append has touched in whose middle it may be.
record Place(long position, Set<String> openSkus, List<Long> openPositions) {

  private static final String NAME = "auditor";

  /// Reads it and holds off everybody else until the transaction ends.
  static Place lock(Connection connection) throws SQLException {
    try (PreparedStatement make =
        connection.prepareStatement(
            "insert into audit_position (name, position) values (?, 0) on conflict do nothing")) {
      make.setString(1, NAME);
      make.executeUpdate();
    }
    try (PreparedStatement lock =
        connection.prepareStatement(
            "select position, open_skus, open_positions from audit_position where name = ?"
                + " for update")) {
      lock.setString(1, NAME);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return new Place(
            row.getLong(1),
            new TreeSet<>(List.of((String[]) row.getArray(2).getArray())),
            List.of((Long[]) row.getArray(3).getArray()));
      }
    }
  }

  void save(Connection connection) throws SQLException {
    try (PreparedStatement save =
        connection.prepareStatement(
            "update audit_position set position = ?, open_skus = ?, open_positions = ?"
                + " where name = ?")) {
      save.setLong(1, position);
      save.setArray(2, connection.createArrayOf("text", openSkus.toArray()));
      save.setArray(3, connection.createArrayOf("int8", openPositions.toArray()));
      save.setString(4, NAME);
      save.executeUpdate();
    }
  }
}
