package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// What keeps one table, or a small family of tables, equal to the fold of the log.
public interface ReadModel {

  /// Its name, as `projections.<context>.<name>`: the key of its position, so never changed.
  String name();

  /// Types of the streams it reads. What such streams with the same id say is one sequence: it goes
  /// into the same rows, which no other sequence writes, or only adds to.
  Set<String> streams();

  /// Names of read models whose rows it reads when it writes: they come before it, and a sequence
  /// that one of them holds waits here too.
  default Set<String> reads() {
    return Set.of();
  }

  /// Begins a batch. Batches never overlap.
  Posting begin();

  /// One batch: events go in one by one, then all their effects are written at once.
  interface Posting {

    /// Notes what `logged` changes; what the read model doesn't care for is ignored.
    void on(LoggedEvent logged);

    /// Writes every change that was noted, few statements for many rows.
    ///
    /// @param connection in a transaction, which is not ended here
    void write(Connection connection) throws SQLException;
  }
}
