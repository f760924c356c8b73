package io.daybook.kernel.view;

import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What sums up whole tables: a few at once and none for long, so that pages have connections left.
/// Thread-safe.
public final class Reports {

  /// `query_canceled` (PostgreSQL documentation, appendix A).
  private static final String CANCELLED = "57014";

  private final JdbcClient views;
  private final ReportSettings settings;
  private final Turns turns;
  private final TransactionTemplate snapshot;

  Reports(DataSource dataSource, ReportSettings settings) {
    this.views = JdbcClient.create(dataSource);
    this.settings = settings;
    this.turns = new Turns("reports are being made", settings.mostAtOnce());
    this.snapshot = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  /// Makes a report in one snapshot, which its first statement takes.
  ///
  /// A table that was built again takes the place of another at once. In a snapshot of before it
  /// would lack what it was given last, or everything, so it is held first.
  ///
  /// @param tables all that it reads, those of one read model in its own order
  /// @param report reads the views in the transaction of this thread
  /// @throws ProblemException when it is not its turn in time, or takes too long
  public <T> T make(Ask ask, List<String> tables, Supplier<T> report) {
    return turns.take(
        ask.patience(),
        () -> {
          try {
            return Objects.requireNonNull(
                snapshot.execute(_ -> {
                  // No statements that take a snapshot.
                  views
                      .sql("set local statement_timeout = " + settings.longest().toMillis())
                      .update();
                  views
                      .sql(
                          "lock table %s in access share mode".formatted(String.join(", ", tables)))
                      .update();
                  return report.get();
                }));
          } catch (DataAccessException failed) {
            throw cancelled(failed) ? tooLong() : failed;
          }
        });
  }

  private static boolean cancelled(DataAccessException failed) {
    return NestedExceptionUtils.getMostSpecificCause(failed) instanceof SQLException cause
        && CANCELLED.equals(cause.getSQLState());
  }

  private ProblemException tooLong() {
    return new ProblemException(
        RequestProblems.UNAVAILABLE.saying(
            "The report takes longer than %d ms.".formatted(settings.longest().toMillis())));
  }
}
