package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other processes how far the log goes, after it went there.
///
/// Outside the append's transaction, since a NOTIFY inside makes commits wait for each other; and
/// not for each append: while one announcement is on its way the next ones fall together. A lost
/// one does no harm, others look again anyhow.
final class Announcer implements CommittedListener, AutoCloseable {

  static final String CHANNEL = "daybook_log";

  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration BREATH = Duration.ofMillis(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DataSource database;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile long head;
  private volatile boolean closed;

  Announcer(DataSource database) {
    this.database = database;
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
    while (!closed) {
      try {
        announce();
      } catch (SQLException failed) {
        log.debug("Nobody was told about position {}", head, failed);
        Rest.of(PAUSE);
      }
    }
  }

  private void announce() throws SQLException {
    news.acquireUninterruptibly();
    if (closed) {
      return;
    }
    Connection connection = database.getConnection();
    try {
      Backend.prepareForAnnouncing(connection);
      try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
        while (!closed) {
          notify.setString(1, CHANNEL);
          notify.setString(2, Long.toString(head));
          notify.execute();
          Rest.of(BREATH);
          news.acquireUninterruptibly();
        }
      }
    } finally {
      Backend.giveBack(connection);
    }
  }

  @Override
  public void close() {
    closed = true;
    news.release();
    Rest.untilEndOf(thread);
  }
}
