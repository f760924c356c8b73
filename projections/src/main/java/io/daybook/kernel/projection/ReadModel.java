package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// What keeps one table, or a small family of tables, equal to the fold of the log.
public interface ReadModel {

  /// Its name, as `projections.<context>.<name>`: the key of its position, so never changed.
  String name();

  /// Types of the streams it reads. What such streams with the same id say is one sequence: it goes
  /// into the same rows, which no other sequence writes, or only adds to.
  Set<String> streams();

  /// The tables that it writes and nobody else does, those that others of them refer to first. They
  /// are named without a schema in its statements, since a version that is built lies in another.
  List<String> tables();

  /// Columns whose values depend on how the log was cut into batches: two versions that differ in
  /// nothing else are equal.
  default Set<String> incidental() {
    return Set.of();
  }

  /// Counts up with each change of how rows are made: the first node that starts with a higher one
  /// has them built again beside those that are read. What the old rows' table can't hold must have
  /// been added to it by a migration before, as a column that may be null.
  default int revision() {
    return 1;
  }

  /// Names of read models whose rows it reads when it writes: they come before it, and a sequence
  /// that one of them holds waits here too.
  default Set<String> reads() {
    return Set.of();
  }

  /// Whether several sequences add to one row: then segments would wait for each other, and the
  /// read model is built again in one piece.
  default boolean sharesRows() {
    return false;
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

    /// The same into tables that nobody reads yet: no row that this batch makes is there before it.
    /// Where one is all the same it fails, and the batch is written again by [#write].
    ///
    /// @param connection in a transaction, which is not ended here
    default void writeNew(Connection connection) throws SQLException {
      write(connection);
    }
  }
}
