package io.daybook.audit.projection;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/// Transactions on the database of the views. Their commit doesn't wait for the disk: books and
/// position are lost together, and the log has them still.
final class AuditDatabase {

  private static final SQLExceptionTranslator TRANSLATOR = new SQLErrorCodeSQLExceptionTranslator();

  private final DataSource views;

  AuditDatabase(DataSource views) {
    this.views = views;
  }

  <T> T inTransaction(Work<T> work) {
    try (Connection connection = views.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try (var statement = connection.createStatement()) {
        statement.execute("set local synchronous_commit = off");
        T result = work.with(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    } catch (SQLException failed) {
      DataAccessException known = TRANSLATOR.translate("audit", null, failed);
      throw known != null ? known : new IllegalStateException(failed);
    }
  }

  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }
}
