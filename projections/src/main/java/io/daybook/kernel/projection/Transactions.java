package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/// Transactions on the database of the read models. Thread-safe.
final class Transactions {

  private static final Logger log = LoggerFactory.getLogger(Transactions.class);
  private static final SQLExceptionTranslator TRANSLATOR =
      new SQLErrorCodeSQLExceptionTranslator("PostgreSQL");

  private final DataSource dataSource;

  Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Does `work`, all of it or nothing.
  <T> T within(Work<T> work) {
    return ended(work, Connection::commit);
  }

  /// Does `work` and takes it back.
  <T> T undone(Work<T> work) {
    return ended(work, Connection::rollback);
  }

  private <T> T ended(Work<T> work, End end) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        end.of(connection);
        return result;
      } catch (SQLException | RuntimeException failed) {
        rollback(connection);
        throw failed;
      }
    } catch (SQLException failed) {
      DataAccessException known = TRANSLATOR.translate("read models", null, failed);
      throw known != null ? known : new IllegalStateException(failed);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException failed) {
      log.debug("The connection is gone, and the transaction with it", failed);
    }
  }

  @FunctionalInterface
  private interface End {
    void of(Connection connection) throws SQLException;
  }

  /// What is done in a transaction.
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }
}
