package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// The events of the log in bytes, without a string for each field.
final class CopyRows {

  private CopyRows() {}

  /// The rows of the tables after `after` up to `last`, by position; no more after the one that
  /// goes beyond `size` bytes.
  static List<RawEvent> read(Connection connection, long after, long last, int size)
      throws SQLException {
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "copy (select %s from events where position > %d and position <= %d order by position)"
                        .formatted(LogRows.COLUMNS, after, last)
                    + " to stdout (format binary)");
    List<RawEvent> events = new ArrayList<>();
    int taken = 0;
    boolean begun = false;
    try {
      for (byte[] piece = copy.readFromCopy();
          piece != null && taken < size;
          piece = copy.readFromCopy()) {
        CopyRow row = begun ? CopyRow.next(piece) : CopyRow.first(piece);
        begun = true;
        if (!row.isEnd()) {
          RawEvent event = row.event();
          events.add(event);
          taken += event.size();
        }
      }
      return events;
    } finally {
      finish(copy);
    }
  }

  /// Cancelling would leave the driver with an answer too many; what is left is read instead.
  private static void finish(CopyOut copy) throws SQLException {
    byte @Nullable [] rest;
    do {
      rest = copy.isActive() ? copy.readFromCopy() : null;
    } while (rest != null);
  }

  static List<RawEvent> upTo(int size, List<StoredEvent> events) {
    List<RawEvent> some = new ArrayList<>();
    int taken = 0;
    for (StoredEvent event : events) {
      RawEvent raw = RawEvent.of(event);
      some.add(raw);
      taken += raw.size();
      if (taken >= size) {
        break;
      }
    }
    return some;
  }
}
