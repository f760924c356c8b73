package io.daybook.kernel.projection;

import io.daybook.kernel.projection.LogPages.Page;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Builds the next version of one read model to its end, from wherever it stands: reads the log up
/// to where the live version is, makes the indexes, compares, and exchanges the two.
///
/// The next version never gets ahead of the live one. At the end both are brought to one position
/// in one transaction, which is the one that exchanges them: whoever reads finds every row that was
/// there before, and its token holds.
final class RebuildRun {

  private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);

  /// So little is missing that it can be written while the live version waits.
  private static final long NEAR = 500;

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int QUICK_ATTEMPTS = 3;

  private final Versions versions;
  private final ReadModel model;
  private final VersionTables tables;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final DataSource views;
  private final Transactions transactions;
  private final NextWriter writer;
  private final Positions live;
  private final RebuildSettings settings;
  private final BooleanSupplier stopped;
  private int attempts;

  RebuildRun(
      Versions versions,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      DataSource views,
      RebuildSettings settings,
      BooleanSupplier stopped) {
    this.versions = versions;
    this.model = versions.model();
    this.tables = versions.tables();
    this.source = source;
    this.views = views;
    this.transactions = new Transactions(views);
    this.writer = new NextWriter(model, tables, transactions);
    this.live = new Positions(List.of(model.name()));
    this.settings = settings;
    this.stopped = stopped;
  }

  /// Returns when the next version is read, when it waits for consent, or when it is to stop.
  void run() throws InterruptedException {
    begin();
    boolean isComplete = false;
    boolean isCompared = false;
    while (!stopped.getAsBoolean()) {
      long reached = writer.position();
      long target = livePosition();
      if (target - reached > NEAR || (!isComplete && target > reached)) {
        follow(reached, target);
      } else if (!isComplete) {
        complete();
        isComplete = true;
      } else if (!isCompared) {
        if (row().waitsForConsent() || (!row().differs() && differs())) {
          return;
        }
        isCompared = true;
      } else if (exchanged()) {
        log.info("{} is read in version {}", model.name(), row().version());
        return;
      } else {
        Thread.sleep(PAUSE);
      }
    }
  }

  private VersionRow row() {
    return VersionRow.find(model.name(), JdbcClient.create(views)).orElseThrow();
  }

  private void begin() {
    JdbcClient.create(views)
        .sql(
            "update projection_version set began_at = clock_timestamp(), began_position = ?,"
                + " note = case when differs then note end where name = ?")
        .param(writer.position())
        .param(model.name())
        .update();
  }

  private long livePosition() {
    return JdbcClient.create(views)
        .sql("select position from projection_position where name = ?")
        .param(model.name())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// A version that was kept is not followed in segments: when its rollback is given up, what is
  /// kept has one position.
  private void follow(long after, long upTo) throws InterruptedException {
    int segments = "ROLLBACK".equals(row().task()) ? 1 : settings.segments();
    try (LogPages pages = new LogPages(source, model.streams(), after, upTo, settings.pageSize());
        SegmentedWriter segmented = new SegmentedWriter(writer, segments)) {
      Throttle throttle = new Throttle(settings.share(), this::livePosition);
      Page page = pages.next();
      while (page != null && !stopped.getAsBoolean()) {
        segmented.write(page);
        throttle.rest();
        page = pages.next();
      }
    }
  }

  private void complete() {
    var _ =
        transactions.within(connection -> {
          tables.complete(connection);
          return true;
        });
  }

  /// Holds the live version only until both are at one position; they are compared in a snapshot of
  /// that moment, while both go on.
  ///
  /// @return whether they differ and nobody accepts it
  private boolean differs() throws InterruptedException {
    if (Set.of("ROLLBACK", "ROLL_OUT").contains(String.valueOf(row().task()))) {
      return false;
    }
    String difference;
    try (Connection snapshot = views.getConnection()) {
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        var _ =
            transactions.within(connection -> {
              long position = lockLive(connection);
              for (Page page : between(writer.position(), position)) {
                writer.write(page);
              }
              return freeze(snapshot);
            });
        difference = VersionDigest.difference(model, tables, snapshot);
      } finally {
        snapshot.rollback();
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    if (difference.isEmpty()) {
      return false;
    }
    log.warn("The next version of {} differs: {}", model.name(), difference);
    JdbcClient.create(views)
        .sql("update projection_version set differs = true, note = ? where name = ?")
        .param(difference)
        .param(model.name())
        .update();
    return row().waitsForConsent();
  }

  /// The first statement of a transaction takes its snapshot.
  private static boolean freeze(Connection snapshot) throws SQLException {
    try (var statement = snapshot.createStatement()) {
      return statement.execute("select 1 from projection_version limit 1");
    }
  }

  private long lockLive(Connection connection) throws SQLException {
    return Objects.requireNonNull(live.lock(connection).get(model.name())).position();
  }

  /// @return whether it was done; not when somebody reads the tables at length
  private boolean exchanged() {
    try {
      return transactions.within(connection -> {
        long position = lockLive(connection);
        for (Page page : between(writer.position(), position)) {
          long _ = writer.write(page, false, connection);
        }
        outlastPowerCuts(connection);
        versions.exchange(position, connection);
        ViewChanges.noteAll(connection);
        return true;
      });
    } catch (ConcurrencyFailureException busy) {
      log.info("{} is being read; the exchange is tried again", model.name(), busy);
      return false;
    } catch (RuntimeException failed) {
      if (!EventFault.is(failed)) {
        throw failed;
      }
      for (Page page : between(writer.position(), livePosition())) {
        writer.write(page);
      }
      return false;
    }
  }

  /// Readers that wait behind this don't wait long, but in the end long enough for PostgreSQL to
  /// send its autovacuum away, which it does after a second. After a crash the exchange is not
  /// undone.
  private void outlastPowerCuts(Connection connection) throws SQLException {
    attempts++;
    try (var statement = connection.createStatement()) {
      statement.execute(
          "set local synchronous_commit = on; set local lock_timeout = '%dms'"
              .formatted(attempts > QUICK_ATTEMPTS ? 1_500 : 300));
    }
  }

  private List<Page> between(long after, long upTo) {
    List<Page> found = new ArrayList<>();
    try (LogPages pages = new LogPages(source, model.streams(), after, upTo, settings.pageSize())) {
      @Nullable Page page = pages.next();
      while (page != null) {
        found.add(page);
        page = pages.next();
      }
      return found;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
