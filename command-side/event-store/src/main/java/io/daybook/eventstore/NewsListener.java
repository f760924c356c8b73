package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what other processes announce, and tells the tail. It comes back after a lost connection;
/// what it missed meanwhile the tail finds by itself.
final class NewsListener implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NewsListener.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int WAIT_MILLIS = 200;

  private final DataSource database;
  private final Presence node;
  private final Tail tail;
  private final Thread thread;
  private volatile boolean closed;

  NewsListener(DataSource database, Presence node, Tail tail) {
    this.database = database;
    this.node = node;
    this.tail = tail;
    this.thread = Thread.ofVirtual().name("event-store-listener").start(this::run);
  }

  private void run() {
    while (!closed) {
      try {
        listen();
      } catch (SQLException failed) {
        log.debug("Nothing is heard from other processes", failed);
        Rest.of(PAUSE);
      }
    }
  }

  private void listen() throws SQLException {
    Connection connection = database.getConnection();
    try {
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen " + Announcer.CHANNEL);
      }
      node.show(connection);
      PGConnection server = connection.unwrap(PGConnection.class);
      while (!closed) {
        PGNotification @Nullable [] heard = server.getNotifications(WAIT_MILLIS);
        if (heard != null && heard.length > 0) {
          tail.announced(Long.parseLong(heard[heard.length - 1].getParameter()));
        }
      }
    } finally {
      Backend.giveBack(connection);
    }
  }

  @Override
  public void close() {
    closed = true;
    Rest.untilEndOf(thread);
  }
}
