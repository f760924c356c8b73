package io.daybook.bench.reading;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// A row that is looked at every millisecond.
final class PriceRow {

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(1);

  private PriceRow() {}

  /// Returns when the number that `look` finds is at least `wanted`.
  static void await(StatementSpec look, long wanted) {
    while (look.query(Long.class).optional().orElse(-1L) < wanted) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }
}
