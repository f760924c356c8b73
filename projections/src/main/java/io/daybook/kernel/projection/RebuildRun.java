package io.daybook.kernel.projection;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Builds the next version to its end, from wherever it stands: follows the log up to where the
/// live version is, completes, compares, and exchanges the two.
final class RebuildRun {

  private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);

  /// So little is missing that it can be written while the live version waits.
  private static final long NEAR = 500;

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Versions versions;
  private final String name;
  private final NextVersion next;
  private final DataSource views;
  private final BooleanSupplier stopped;

  RebuildRun(Versions versions, NextVersion next, DataSource views, BooleanSupplier stopped) {
    this.versions = versions;
    this.name = versions.name();
    this.next = next;
    this.views = views;
    this.stopped = stopped;
  }

  /// Returns when the next version is read, when it waits for consent, or when it is to stop.
  void run() throws InterruptedException {
    begin();
    boolean isComplete = false;
    boolean isCompared = false;
    while (!stopped.getAsBoolean()) {
      long reached = next.position();
      long target = next.livePosition();
      if (target - reached > NEAR || (!isComplete && target > reached)) {
        next.follow(reached, target);
      } else if (!isComplete) {
        next.complete();
        isComplete = true;
      } else if (!isCompared) {
        if (row().waitsForConsent() || (!row().differs() && differs())) {
          return;
        }
        isCompared = true;
      } else if (exchanged()) {
        log.info("{} is read in version {}", name, row().version());
        return;
      } else {
        Thread.sleep(PAUSE);
      }
    }
  }

  private VersionRow row() {
    return VersionRow.find(name, JdbcClient.create(views)).orElseThrow();
  }

  private void begin() {
    JdbcClient.create(views)
        .sql(
            "update projection_version set began_at = clock_timestamp(), began_position = ?,"
                + " note = case when differs then note end where name = ?")
        .param(next.position())
        .param(name)
        .update();
  }

  /// @return whether they differ and nobody accepts it
  private boolean differs() throws InterruptedException {
    if (Set.of("ROLLBACK", "ROLL_OUT").contains(String.valueOf(row().task()))) {
      return false;
    }
    String difference = next.difference();
    if (difference.isEmpty()) {
      return false;
    }
    log.warn("The next version of {} differs: {}", name, difference);
    JdbcClient.create(views)
        .sql("update projection_version set differs = true, note = ? where name = ?")
        .param(difference)
        .param(name)
        .update();
    return row().waitsForConsent();
  }

  private boolean exchanged() throws InterruptedException {
    return next.exchange((position, connection) -> {
      versions.exchange(position, connection);
      ViewChanges.noteAll(connection);
    });
  }
}
