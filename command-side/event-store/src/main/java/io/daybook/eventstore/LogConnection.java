package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// The sequencer's own connection. Used by one thread.
final class LogConnection implements AutoCloseable {

  private final DataSource dataSource;
  private @Nullable Connection connection;
  private int backend;

  LogConnection(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// The open connection, opened when there is none. A broken predecessor's server process is ended
  /// first and its transaction is over, so that what it wrote is decided.
  Connection open() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = dataSource.getConnection();
      open.setAutoCommit(true);
      try (Statement setup = open.createStatement()) {
        if (backend != 0) {
          endOf(backend, open);
        }
        // The group statement finds everything by an index; statistics of a young log mislead.
        setup.execute("set plan_cache_mode = force_generic_plan");
        setup.execute("set enable_seqscan = off");
        setup.execute("set enable_hashjoin = off");
        setup.execute("set enable_mergejoin = off");
      }
      backend = open.unwrap(PGConnection.class).getBackendPID();
      connection = open;
    }
    return open;
  }

  /// Forgets a broken connection.
  void drop() {
    Connection broken = connection;
    connection = null;
    if (broken != null) {
      try {
        broken.unwrap(Connection.class).abort(Runnable::run);
        broken.close();
      } catch (SQLException alreadyGone) {
        // It was broken before.
      }
    }
  }

  @Override
  public void close() {
    drop();
  }

  /// Whether an error tells of the connection or the server rather than of what was asked.
  static boolean isBroken(SQLException failed) {
    String state = failed.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")
        || state.startsWith("HY");
  }

  private static void endOf(int backend, Connection open) throws SQLException {
    try (PreparedStatement end =
        open.prepareStatement(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid = ?"
                + " and pid <> pg_backend_pid() and datname = current_database()")) {
      end.setInt(1, backend);
      end.execute();
    }
  }
}
