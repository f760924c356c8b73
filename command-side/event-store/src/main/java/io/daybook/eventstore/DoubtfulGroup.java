package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A group whose connection was lost while it was being written.
final class DoubtfulGroup {

  private DoubtfulGroup() {}

  /// Answers what turns out to be in the log.
  ///
  /// @return what is not, and may be written again
  static List<Append> stillToWrite(Connection connection, List<Append> group) throws SQLException {
    List<Append> rest = new ArrayList<>();
    for (Append append : group) {
      if (append.events().isEmpty()) {
        answerIfReceiptStands(connection, append, rest);
      } else {
        answerIfEventsStand(connection, append, rest);
      }
    }
    return rest;
  }

  private static void answerIfEventsStand(Connection connection, Append append, List<Append> rest)
      throws SQLException {
    EventRow last = append.events().getLast();
    try (PreparedStatement find =
        connection.prepareStatement(
            "select position from events where stream = ? and version = ? and event_id = ?")) {
      find.setString(1, last.stream());
      find.setLong(2, last.version());
      find.setString(3, last.eventId());
      try (ResultSet row = find.executeQuery()) {
        if (row.next()) {
          append.outcome().complete(row.getLong(1));
        } else {
          rest.add(append);
        }
      }
    }
  }

  private static void answerIfReceiptStands(Connection connection, Append append, List<Append> rest)
      throws SQLException {
    Receipt receipt = append.receipt();
    if (receipt == null) {
      append.outcome().complete(0L);
      return;
    }
    try (PreparedStatement find =
        connection.prepareStatement(
            "select 1 from receipts where key = ? and fingerprint = ? and outcome = ?")) {
      find.setString(1, receipt.key());
      find.setString(2, receipt.fingerprint());
      find.setString(3, receipt.outcome());
      try (ResultSet row = find.executeQuery()) {
        if (row.next()) {
          append.outcome().complete(0L);
        } else {
          rest.add(append);
        }
      }
    }
  }
}
