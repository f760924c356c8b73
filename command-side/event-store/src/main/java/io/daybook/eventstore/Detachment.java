package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/// Takes a partition out of the database whose file is on disk, in one transaction.
///
/// Only its last step needs the log for itself, for a moment. It waits for readers only so long,
/// since whoever appends waits behind it, and tries again.
final class Detachment {

  private static final int ATTEMPTS = 30;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String LOCK_TIMEOUT = "55P03";

  private Detachment() {}

  static void of(Connection connection, ArchivedRange range, String sha256) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        PreparedStatement file = connection.prepareStatement(file(range.first()))) {
      statement.execute(streams(range.first()));
      file.setString(1, range.file().toString());
      file.setString(2, sha256);
      file.setLong(3, range.first());
      file.executeUpdate();
      statement.execute("set local lock_timeout = '1s'");
      detach(connection, statement, "events_" + range.first());
      connection.commit();
    } catch (SQLException | RuntimeException failed) {
      connection.rollback();
      throw failed;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static String streams(long first) {
    return """
    insert into archived_streams (stream, first_position, last_version, positions)
    select stream, %1$d, max(version), array_agg(position order by version)
      from events_%1$d group by stream
    """
        .formatted(first);
  }

  private static String file(long first) {
    return """
    update partitions
       set file = ?, sha256 = ?,
           first_recorded = (select min(recorded_at) from events_%1$d),
           last_recorded = (select max(recorded_at) from events_%1$d)
     where first_position = ? and file is null
    """
        .formatted(first);
  }

  private static void detach(Connection connection, Statement statement, String table)
      throws SQLException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Savepoint before = connection.setSavepoint();
      try {
        statement.execute("alter table events detach partition " + table);
        statement.execute("drop table " + table);
        return;
      } catch (SQLException failed) {
        if (!LOCK_TIMEOUT.equals(failed.getSQLState())) {
          throw failed;
        }
        connection.rollback(before);
        Rest.of(PAUSE);
      }
    }
    throw new EventStoreException(
        "Somebody has been reading the log for too long; nothing was detached. Try again later.");
  }
}
