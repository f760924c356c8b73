package io.daybook.eventstore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// The lines of the log that stand in tables.
final class CopyLines {

  /// Takes one line after the other.
  @FunctionalInterface
  interface Taker {
    void take(CopyLine line) throws IOException;
  }

  private CopyLines() {}

  /// Hands out the rows after `after` up to `last`, by position. The connection must be in a
  /// transaction, which keeps the settings that make the lines canonical.
  static void read(Connection connection, String table, long after, long last, Taker taker)
      throws SQLException, IOException {
    read(connection, table, after, last, "", taker);
  }

  /// As above, with a further condition in SQL.
  static void read(
      Connection connection, String table, long after, long last, String condition, Taker taker)
      throws SQLException, IOException {
    canonical(connection);
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "copy (select %s from %s where position > %d and position <= %d%s order by position)"
                        .formatted(LogRows.COLUMNS, table, after, last, condition)
                    + " to stdout");
    try {
      for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
        taker.take(new CopyLine(line));
      }
    } finally {
      // Cancelling would leave the driver with an answer too many; what is left is read instead.
      while (copy.isActive() && copy.readFromCopy() != null) {
        // Nobody wants it.
      }
    }
  }

  /// Makes COPY write and read times in UTC until the transaction ends.
  static void canonical(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local timezone = 'UTC'; set local datestyle = 'ISO'");
    }
  }
}
