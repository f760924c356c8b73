package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other processes how far the log goes, after it went there.
///
/// Outside the append's transaction, since a NOTIFY inside makes commits wait for each other; and
/// not for each append: while one announcement is on its way the next ones fall together. A node
/// that is alone tells nobody; it looks every second whether it still is. A lost announcement does
/// no harm, others look again anyhow.
final class Announcer implements CommittedListener, AutoCloseable {

  static final String CHANNEL = "daybook_log";

  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration BREATH = Duration.ofMillis(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration COMPANY_LASTS = Duration.ofSeconds(1);

  private final DataSource database;
  private final Presence node;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile long head;

  Announcer(DataSource database, Presence node) {
    this.database = database;
    this.node = node;
    this.thread = Thread.ofVirtual().name("event-store-announcer").start(this::run);
  }

  @Override
  public void committed(long after, List<StoredEvent> events) {
    if (!events.isEmpty()) {
      head = after + events.size();
      if (news.availablePermits() == 0) {
        news.release();
      }
    }
  }

  private void run() {
    while (!isClosed()) {
      try {
        announce();
      } catch (SQLException failed) {
        log.debug("Nobody was told about position {}", head, failed);
        Rest.of(PAUSE);
      } catch (InterruptedException _) {
        // Only closing ends it.
      }
    }
  }

  private void announce() throws SQLException, InterruptedException {
    news.acquire();
    if (isClosed()) {
      return;
    }
    Connection connection = database.getConnection();
    try {
      Backend.prepareForAnnouncing(connection);
      try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
        while (!isClosed()) {
          if (node.hasCompany(connection)) {
            announce(notify);
          } else {
            var _ = closing.await(COMPANY_LASTS.toNanos(), TimeUnit.NANOSECONDS);
          }
          news.acquire();
        }
      }
    } finally {
      Backend.giveBack(connection);
    }
  }

  /// Announces what there is, and what comes within a second.
  private void announce(PreparedStatement notify) throws SQLException, InterruptedException {
    long until = System.nanoTime() + COMPANY_LASTS.toNanos();
    long left;
    do {
      notify.setString(1, CHANNEL);
      notify.setString(2, Long.toString(head));
      notify.execute();
      Rest.of(BREATH);
      left = until - System.nanoTime();
    } while (left > 0 && news.tryAcquire(left, TimeUnit.NANOSECONDS) && !isClosed());
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
    news.release();
    Rest.untilEndOf(thread);
  }
}
