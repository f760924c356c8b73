package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What tests do behind the event store's back.
final class Sql {

  private Sql() {}

  static void execute(Node node, String sql) {
    try (Connection connection = node.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static long number(Node node, String sql) {
    try (Connection connection = node.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// Makes the hash chain as long as it would become in a quiet moment.
  static void extendChain(Node node, long position) {
    try (Connection connection = node.pool().getConnection()) {
      HashChain.extendTo(connection, position);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
