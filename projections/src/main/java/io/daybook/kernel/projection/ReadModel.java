package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;

/// What keeps one table, or a small family of tables, equal to the fold of the log.
public interface ReadModel {

  /// Its name, as `projections.<context>.<name>`: the key of its position, so never changed.
  String name();

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
