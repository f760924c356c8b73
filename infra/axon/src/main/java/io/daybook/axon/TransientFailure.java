package io.daybook.axon;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.axonframework.common.AxonTransientException;
import org.jspecify.annotations.Nullable;

/// Tells trouble that passes by itself - a database or the command side away, somebody faster, no
/// answer in time - from what fails again however often it is tried.
public final class TransientFailure {

  /// Connection, resources, serialisation, locks, operator, system: the classes of SQLSTATE that
  /// say nothing against the statement (PostgreSQL documentation, appendix A).
  private static final Set<String> STATES = Set.of("08", "40", "53", "55", "57", "58");

  private static final int DEPTH = 30;

  private TransientFailure() {}

  /// Whether `failure`, or anything that caused it, passes by itself.
  public static boolean is(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH; depth++) {
      if (passes(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean passes(Throwable cause) {
    return switch (cause) {
      case AxonTransientException _,
          TimeoutException _,
          IOException _,
          InterruptedException _,
          SQLTransientException _,
          SQLRecoverableException _ ->
          true;
      case SQLException sql ->
          sql.getSQLState() != null
              && sql.getSQLState().length() >= 2
              && STATES.contains(sql.getSQLState().substring(0, 2));
      default -> false;
    };
  }
}
