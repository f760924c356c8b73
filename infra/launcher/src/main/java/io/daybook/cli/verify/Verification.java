package io.daybook.cli.verify;

import io.daybook.cli.http.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Proves the books of a running Daybook. Waits, within bounds, for orders that are still on their
/// way, and compares views only with a log that stood still meanwhile.
public final class Verification {

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int ATTEMPTS = 5;

  private final Api api;
  private final Duration patience;

  /// @param patience how long to wait for orders that are still on their way
  public Verification(Api api, Duration patience) {
    this.api = api;
    this.patience = patience;
  }

  /// All claims with their proof or their offenders.
  ///
  /// @throws IOException when the log can't be read
  public List<Check> prove() throws IOException {
    Log log = new Log(api);
    LogFold fold = new LogFold();
    long end = System.nanoTime() + patience.toNanos();
    log.after(0, fold::on);
    while (!fold.orders.settled() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      log.after(fold.position(), fold::on);
    }
    List<Check> views = List.of();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      views = new ViewChecks(api, fold).all();
      long before = fold.position();
      log.after(before, fold::on);
      if (fold.position() == before) {
        break;
      }
    }
    List<Check> checks = new ArrayList<>();
    checks.add(fold.order());
    checks.add(fold.stock.neverNegative());
    checks.add(fold.stock.told());
    checks.addAll(new MoneyChecks(fold.orders).all());
    checks.addAll(views);
    checks.add(new AuditCheck(api).upTo(fold.position()));
    return checks;
  }
}
