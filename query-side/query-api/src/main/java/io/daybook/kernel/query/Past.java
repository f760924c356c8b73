package io.daybook.kernel.query;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/// Looks back: at the views as they were, and at what happened. Thread-safe.
public interface Past {

  /// The last position of the log.
  long head();

  /// Reads tables as they were, of the things that some streams are about. An event that a table
  /// can't take is left out, as an operator leaves it out of the live ones. Reads all the events
  /// and holds a connection: how many do so at once is the caller's to bound.
  ///
  /// @param models names of the read models whose tables are needed
  /// @param streams all whose events go into the rows that are read
  /// @param read finds the rows in tables that have the names of the live ones
  <T> Then<T> asOf(
      Set<String> models, List<String> streams, Moment moment, Function<DataSource, T> read);

  /// What happened in one stream. Of an event that can't be read, all but what it says is told.
  ///
  /// @param after the version of the last event that is known; 0 for none
  /// @return at most `limit` events, in order
  List<HistoryEntry> history(String stream, long after, int limit);
}
