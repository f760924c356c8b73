package io.daybook.kernel.projection;

import io.daybook.kernel.projection.RebuildRefused.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Builds read models again, beside those that are read.
///
/// What is asked for is written in the database. One thread on every node looks there, and takes up
/// what nobody is at, one after the other: a node that dies in the middle is followed by another,
/// or by itself, which goes on where the rows end. PostgreSQL's advisory locks see to it that no
/// two are at the same, and go with the connection.
public final class Rebuilds implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);
  private static final String KEY = "hashtextextended(?, 20261123)";

  private final List<Versions> all;
  private final DataSource views;
  private final RebuildSettings settings;
  private final Semaphore asked = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().daemon().name("rebuilds").unstarted(this::work);
  private volatile boolean running;
  private volatile boolean stopped;

  /// @param models of the database `views`
  /// @param source the log
  public Rebuilds(
      List<ReadModel> models,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      DataSource views,
      RebuildSettings settings) {
    this(
        models.stream()
            .<Rebuildable>map(it -> new TableRebuild(it, source, views, settings))
            .toList(),
        views,
        settings);
  }

  /// The same with other things than tables.
  public Rebuilds(List<Rebuildable> models, DataSource views, RebuildSettings settings) {
    Transactions transactions = new Transactions(views);
    this.all = models.stream().map(it -> new Versions(it, transactions)).toList();
    this.views = views;
    this.settings = settings;
  }

  /// What operators call it.
  static String shortName(String name) {
    return name.replaceFirst("^projections\\.", "");
  }

  /// All read models.
  public List<ProjectionVersion> list() {
    return VersionListing.read(views);
  }

  /// Has a version made of the log and read instead of the present one, which is kept.
  ///
  /// @param acceptDifference also when it differs from the one that is read; may be said later
  public void rebuild(String name, boolean acceptDifference) {
    of(name).rebuild(acceptDifference);
    asked.release();
  }

  /// Has the version that was kept catch up and read again, and keeps the present one.
  public void rollBack(String name) {
    of(name).rollBack();
    asked.release();
  }

  /// Gives up what is being built.
  public void abandon(String name) {
    of(name).abandon();
  }

  /// Deletes the version that was kept.
  public void dropKept(String name) {
    of(name).dropKept();
  }

  private Versions of(String name) {
    return all.stream()
        .filter(it -> shortName(it.name()).equals(shortName(name)))
        .findFirst()
        .orElseThrow(
            () -> new RebuildRefused(Reason.UNKNOWN, "There is no read model %s.".formatted(name)));
  }

  /// Notes what there is, and asks for versions of what is new to a log that others have followed,
  /// or whose definition has changed. May come again.
  public void register() {
    all.forEach(Versions::register);
    all.forEach(Versions::rollOut);
  }

  /// Registers, and begins to look for work.
  @Override
  public void start() {
    register();
    thread.start();
    running = true;
  }

  /// Returns when the page in hand is written.
  @Override
  public void stop() {
    stopped = true;
    running = false;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    while (!stopped) {
      try {
        look();
        var _ = asked.tryAcquire(settings.look().toMillis(), TimeUnit.MILLISECONDS);
        asked.drainPermits();
      } catch (InterruptedException _) {
        // Only stop() interrupts; the loop's condition ends it.
      }
    }
  }

  private void look() throws InterruptedException {
    try {
      for (Versions versions : all) {
        take(versions);
      }
    } catch (SQLException | RuntimeException failed) {
      log.warn("Nobody looks for builds until the database can be asked", failed);
    }
  }

  /// A node of another release leaves a version to those of the release that asked for it.
  private void take(Versions versions) throws SQLException, InterruptedException {
    VersionRow row = VersionRow.find(versions.name(), JdbcClient.create(views)).orElse(null);
    Integer revision = row == null ? null : row.nextRevision();
    boolean mine =
        row != null
            && revision != null
            && revision == versions.model().revision()
            && !row.waitsForConsent()
            && versions.model().isReady();
    if (!mine && !versions.model().leavesThingsBehind()) {
      return;
    }
    try (Connection lock = views.getConnection()) {
      if (ask("select pg_try_advisory_lock(%s)".formatted(KEY), versions.name(), lock)) {
        try {
          if (mine) {
            run(versions);
          } else {
            versions.model().tidy();
          }
        } finally {
          var _ = ask("select pg_advisory_unlock(%s)".formatted(KEY), versions.name(), lock);
        }
      }
    }
  }

  private void run(Versions versions) throws InterruptedException {
    String name = versions.name();
    try {
      new RebuildRun(versions, versions.model().next(() -> stopped), views, () -> stopped).run();
    } catch (RuntimeException failed) {
      if (stopped) {
        return;
      }
      log.warn("The next version of {} is tried again", name, failed);
      JdbcClient.create(views)
          .sql(
              "update projection_version set note = ? where name = ? and task is not null"
                  + " and not differs")
          .param(String.valueOf(failed))
          .param(name)
          .update();
    }
  }

  private static boolean ask(String sql, String name, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
