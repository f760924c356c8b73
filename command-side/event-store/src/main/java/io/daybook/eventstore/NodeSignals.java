package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other nodes that the log grew, and hears it from them, by LISTEN and NOTIFY.
///
/// A signal may get lost with its connection, so the log is looked at every poll interval as well.
/// The signal is sent after the commit and many commits share one: inside the transaction it would
/// make committers wait for each other.
final class NodeSignals implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NodeSignals.class);
  private static final String CHANNEL = "daybook_log";

  private final DataSource dataSource;
  private final Duration pollInterval;
  private final Runnable grown;
  private final Semaphore unsent = new Semaphore(0);
  private final Thread hearing;
  private final Thread telling;
  private volatile boolean stopped;
  private volatile int ownBackend;

  NodeSignals(DataSource dataSource, Duration pollInterval, Runnable grown) {
    this.dataSource = dataSource;
    this.pollInterval = pollInterval;
    this.grown = grown;
    this.hearing = Thread.ofPlatform().name("event-store-listen").daemon().start(this::hear);
    this.telling = Thread.ofPlatform().name("event-store-notify").daemon().start(this::tell);
  }

  /// This node committed something; never waits.
  void committed() {
    if (unsent.availablePermits() == 0) {
      unsent.release();
    }
  }

  @Override
  public void close() {
    stopped = true;
    hearing.interrupt();
    telling.interrupt();
    try {
      hearing.join(pollInterval.multipliedBy(4));
      telling.join(pollInterval.multipliedBy(4));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear() {
    while (!stopped) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("listen " + CHANNEL);
        PGConnection signals = connection.unwrap(PGConnection.class);
        while (!stopped) {
          PGNotification[] heard = signals.getNotifications((int) pollInterval.toMillis());
          if (heard == null || heard.length == 0 || fromOthers(heard)) {
            grown.run();
          }
        }
        statement.execute("unlisten " + CHANNEL);
      } catch (SQLException | EventStoreUnavailableException away) {
        pause(away);
      }
    }
  }

  private boolean fromOthers(PGNotification[] heard) {
    for (PGNotification signal : heard) {
      if (signal.getPID() != ownBackend) {
        return true;
      }
    }
    return false;
  }

  private void tell() {
    while (!stopped) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        ownBackend = connection.unwrap(PGConnection.class).getBackendPID();
        while (!stopped) {
          unsent.acquire();
          statement.execute("notify " + CHANNEL);
        }
      } catch (SQLException away) {
        pause(away);
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  private void pause(Exception away) {
    if (!stopped) {
      log.debug("The log's database is away", away);
      try {
        Thread.sleep(pollInterval);
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
