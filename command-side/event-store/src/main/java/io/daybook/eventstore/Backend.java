package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's end of a connection.
///
/// @param startedAt tells it from a later one that got the same process id
record Backend(int pid, String startedAt) {

  private static final Logger log = LoggerFactory.getLogger(Backend.class);

  static Backend of(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "select pid, backend_start::text from pg_stat_activity"
                    + " where pid = pg_backend_pid()")) {
      row.next();
      return new Backend(row.getInt(1), row.getString(2));
    }
  }

  /// Ends it, if it lives, and waits until it is gone.
  ///
  /// @throws SQLException also when it stays
  void end(Connection connection) throws SQLException {
    try (PreparedStatement terminate =
        connection.prepareStatement(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                + " where pid = ? and backend_start = ?::timestamptz")) {
      terminate.setInt(1, pid);
      terminate.setString(2, startedAt);
      try (ResultSet row = terminate.executeQuery()) {
        if (row.next() && !row.getBoolean(1)) {
          throw new SQLException("Backend %d does not end.".formatted(pid), "08007");
        }
      }
    }
  }

  /// One plan for all group sizes, made once, that reaches large tables by their indexes even if
  /// they were empty when it was made. A lock or a statement that takes too long gives up, having
  /// written nothing. Who has the lock and stands still, in a frozen machine or a long collection,
  /// loses it together with the connection, so that others get on.
  static void prepareForWriting(Connection connection) throws SQLException {
    execute(
        connection,
        """
        set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set jit = off;
        set lock_timeout = '10s'; set statement_timeout = '30s';
        set idle_in_transaction_session_timeout = '1s'
        """);
  }

  /// What news is sent with: it need not survive a power cut.
  static void prepareForAnnouncing(Connection connection) throws SQLException {
    execute(connection, "set synchronous_commit = off");
  }

  /// Closes a connection whose settings were changed.
  static void giveBack(Connection connection) {
    try (connection) {
      execute(connection, "reset all; unlisten *; select pg_advisory_unlock_all()");
    } catch (SQLException broken) {
      log.debug("A connection was broken when it was given back", broken);
    }
  }

  /// Closes a connection for good, so that no pool hands it to anyone.
  static void discard(Connection connection) {
    try (connection) {
      connection.abort(Runnable::run);
    } catch (SQLException broken) {
      log.debug("A connection was broken when it was discarded", broken);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
