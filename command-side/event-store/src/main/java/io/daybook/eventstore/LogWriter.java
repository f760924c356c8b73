package io.daybook.eventstore;

import io.daybook.eventstore.Outcome.Refused;
import io.daybook.eventstore.Outcome.Written;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the [Sequencer] asks of the place that it writes to. Used by one thread.
interface LogWriter extends AutoCloseable {

  /// What became of a group.
  ///
  /// @param head the last position before it
  /// @param refused by place in the group, from 0
  record Result(long head, Map<Integer, Refused> refused) {}

  /// Makes sure that there is a connection. After a loss, what the lost one did not commit by the
  /// time this returns it never will.
  void connect() throws SQLException;

  /// Waits until it is this node's turn, where other nodes write too. A group that is made up
  /// afterwards has everybody in it who came meanwhile. Ends with the next [#write].
  void takeTurn() throws SQLException;

  /// Writes what can be written of `group`, in its order, in one transaction.
  Result write(List<Append> group) throws SQLException;

  /// Whether an append whose answer was lost is in the log; null when it is not. To be asked after
  /// [#connect()].
  @Nullable Written find(Append append) throws SQLException;

  /// Drops a connection that can't be trusted any more.
  void lose();

  @Override
  void close();
}
