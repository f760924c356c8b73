package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;

/// A version that nobody reads yet. Used by one thread.
public interface NextVersion {

  /// How far it has come.
  ///
  /// @throws IllegalStateException when nothing is being built any more
  long position();

  /// How far the version has come that is read.
  long livePosition();

  /// Writes what happened since, and rests as it has to.
  ///
  /// @param after its position
  /// @param upTo a position that the live version has reached
  void follow(long after, long upTo) throws InterruptedException;

  /// Does what is best done once, at the end.
  void complete();

  /// Compares both versions at one position.
  ///
  /// @return how they differ, in words; empty when they don't
  String difference() throws InterruptedException;

  /// Lets it be read: everything that was, and nothing older.
  ///
  /// @param exchange notes it, in the transaction with which it holds
  /// @return whether it was done; not when somebody is in the way for too long
  boolean exchange(Exchange exchange) throws InterruptedException;

  /// Notes which version is read.
  @FunctionalInterface
  interface Exchange {

    /// @param position that both have reached
    void note(long position, Connection connection) throws SQLException;
  }
}
