package io.daybook.catalog.projection;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps apart those who write the index that is read, on any node, and the moment in which another
/// takes its place. What is done under it is one transaction on the database of the read models,
/// which is begun here unless there is one. Thread-safe.
final class IndexLock {

  private static final String KEY = "hashtextextended('projections.catalog.search', 20261124)";
  private static final String WRITE =
      "select 1 from pg_advisory_xact_lock_shared(%s)".formatted(KEY);
  private static final String EXCHANGE = "select 1 from pg_advisory_xact_lock(%s)".formatted(KEY);
  private static final String PATIENCE = "set local lock_timeout = '300ms'";
  private static final String NOT_AVAILABLE = "55P03";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  IndexLock(DataSource views) {
    this.jdbc = JdbcClient.create(views);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(views));
  }

  /// Writes while the index stays the same one. Writers don't wait for each other.
  <T> T writing(Supplier<T> work) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          var _ = jdbc.sql(WRITE).query(Integer.class).single();
          return work.get();
        }));
  }

  /// Does `work` while nobody writes.
  ///
  /// @return what it says; nothing when somebody wrote for too long
  <T> Optional<T> exchanging(Supplier<T> work) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          try {
            jdbc.sql(PATIENCE).update();
            var _ = jdbc.sql(EXCHANGE).query(Integer.class).single();
          } catch (DataAccessException failed) {
            if (failed.getMostSpecificCause() instanceof SQLException sql
                && NOT_AVAILABLE.equals(sql.getSQLState())) {
              status.setRollbackOnly();
              return Optional.empty();
            }
            throw failed;
          }
          return Optional.of(work.get());
        }));
  }
}
