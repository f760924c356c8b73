package io.daybook.eventstore.conformance;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Keeps rows of streams called `slow/…` uncommitted, and so invisible, until they are let go:
/// whoever inserts one waits in a trigger.
final class SlowTransactions implements AutoCloseable {

  static final String STREAM = "slow/1";

  private static final int LOCK = 4_711;

  private final TestDatabase database;
  private final Connection holder;

  private SlowTransactions(TestDatabase database, Connection holder) {
    this.database = database;
    this.holder = holder;
  }

  static SlowTransactions on(TestDatabase database, Candidate candidate) throws SQLException {
    database.execute(
        """
        create function wait_for_the_test() returns trigger language plpgsql as $$
        begin
          perform pg_advisory_xact_lock_shared(%d);
          return null;
        end $$;
        create trigger wait_for_the_test after insert on %s for each row
          when (new.%s like 'slow/%%') execute function wait_for_the_test()
        """
            .formatted(LOCK, candidate.table(), candidate.streamColumn()));
    Connection holder = database.connect();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(%d)".formatted(LOCK));
    }
    return new SlowTransactions(database, holder);
  }

  /// Waits until a transaction has written its rows and hangs.
  void awaitOne() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            database.number(
                    "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                        + " and objid = "
                        + LOCK)
                > 0);
  }

  void letGo() throws SQLException {
    holder.commit();
  }

  /// Makes those that hang fail, as if their node had died.
  void breakOff() throws SQLException {
    database.execute(
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted"
            + " and objid = "
            + LOCK);
    holder.commit();
  }

  @Override
  public void close() throws SQLException {
    holder.close();
  }
}
