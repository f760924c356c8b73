package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;

/// Where the versions of something lie that is built again. Each step is part of a transaction on
/// the database of the read models, with what is noted of the versions; what lies elsewhere follows
/// from what is noted, and does nothing here.
public interface VersionStorage {

  /// Begins with a version that is read, if it may: for the beginning of a transaction.
  default void register(Connection connection) throws SQLException {}

  /// Whether there is a version that is read.
  default boolean isRead(Connection connection) throws SQLException {
    return true;
  }

  /// Makes room for the next version, which begins with nothing.
  default void create(Connection connection) throws SQLException {}

  /// Lets the next version be read from the commit on, and keeps what was read.
  default void exchange(Connection connection) throws SQLException {}

  /// Makes the version that was kept the next one.
  default void takeUpKept(Connection connection) throws SQLException {}

  /// The contrary.
  default void putBack(Connection connection) throws SQLException {}

  /// Deletes the next version.
  default void dropNext(Connection connection) throws SQLException {}

  /// Deletes the version that was kept.
  default void dropKept(Connection connection) throws SQLException {}
}
