package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the log behind those who append: partitions ahead of the head, the hash chain behind
/// it. The chain waits for quiet moments, unless it has come to lag far behind.
final class Housekeeping implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// More positions than this in one pause are not quiet.
  private static final long QUIET = 500;

  private static final long FAR_BEHIND = 500_000;
  private static final int LINKS_WHEN_QUIET = 50;
  private static final int LINKS_WHEN_BUSY = 10;

  private final DataSource database;
  private final Partitions partitions;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long lastHead;
  private boolean complained;

  Housekeeping(DataSource database, Partitions partitions) {
    this.database = database;
    this.partitions = partitions;
    this.thread = Thread.ofVirtual().name("event-store-housekeeping").start(this::run);
  }

  private void run() {
    while (!isClosed()) {
      try (Connection connection = database.getConnection()) {
        look(connection);
        complained = false;
      } catch (SQLException away) {
        log.debug("The log can't be looked after now", away);
      } catch (RuntimeException failed) {
        if (!complained) {
          log.error("The log is not in order", failed);
          complained = true;
        }
      }
      pause();
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  /// Not a sleep that close() would interrupt: an interrupt breaks a connection in use.
  private void pause() {
    try {
      var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      closing.countDown();
    }
  }

  private void look(Connection connection) throws SQLException {
    long head = LogRows.head(connection);
    partitions.ahead(connection, head);
    long grown = head - lastHead;
    lastHead = head;
    long end = HashChain.end(connection);
    if (grown <= QUIET) {
      while (head - end >= HashChain.LINK && !isClosed() && isQuiet(connection)) {
        long before = end;
        end = HashChain.extend(connection, head, LINKS_WHEN_QUIET);
        if (end == before) {
          return;
        }
      }
    } else if (head - end > FAR_BEHIND) {
      var _ = HashChain.extend(connection, head, LINKS_WHEN_BUSY);
    }
  }

  private boolean isQuiet(Connection connection) throws SQLException {
    return LogRows.head(connection) - lastHead <= QUIET;
  }

  @Override
  public void close() {
    closing.countDown();
    Rest.untilEndOf(thread);
  }
}
