package io.daybook.kernel.projection;

import io.daybook.axon.TransientFailure;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a failure that is due to what an event says from one that would meet any other event too.
final class EventFault {

  /// Cardinality, data, integrity, limits and triggers: the classes of SQLSTATE that speak against
  /// what was to be written (PostgreSQL documentation, appendix A). A table that is missing or must
  /// not be written speaks against none of the events, and holds up all of them.
  private static final Set<String> STATES = Set.of("21", "22", "23", "54", "P0");

  private EventFault() {}

  /// Whether `failure` may be the fault of an event.
  static boolean is(Throwable failure) {
    if (TransientFailure.is(failure) || failure instanceof TurnRefused) {
      return false;
    }
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state != null && state.length() == 5 && STATES.contains(state.substring(0, 2));
      }
      cause = cause.getCause();
    }
    return true;
  }
}
