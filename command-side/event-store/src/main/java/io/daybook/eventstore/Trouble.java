package io.daybook.eventstore;

import java.sql.SQLException;

/// What a failed statement means for those who wait for it.
enum Trouble {
  /// The connection is gone; whether the statement was committed must be asked.
  CONNECTION,
  /// The database could not do it now; it did nothing.
  DATABASE,
  /// Something in the statement's data was wrong; it did nothing.
  DATA;

  /// The server has ended the session, which did nothing within its transaction for too long.
  private static final String IDLE_SESSION = "25P03";

  static Trouble of(SQLException failed) {
    String state = failed.getSQLState();
    if (state == null
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals(IDLE_SESSION)) {
      return CONNECTION;
    }
    return switch (state.substring(0, 2)) {
      case "53", "55", "57", "58", "25", "40", "XX" -> DATABASE;
      default -> DATA;
    };
  }
}
