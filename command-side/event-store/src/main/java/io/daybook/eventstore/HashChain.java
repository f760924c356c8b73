package io.daybook.eventstore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/// Makes the hash chain longer, and with it the heads of streams: both follow the log behind its
/// head, in transactions of their own.
final class HashChain {

  /// Positions in a link.
  static final int LINK = 1_000;

  private static final String TRY = "select pg_try_advisory_xact_lock(hashtext('daybook.chain'))";
  private static final String WAIT =
      "select pg_advisory_xact_lock(hashtext('daybook.chain')), true";
  private static final String LAST =
      "select last_position, hash from checkpoints order by last_position desc limit 1";
  private static final String ADD =
      "insert into checkpoints (last_position, digests, hash) values (?, ?, ?)";
  private static final String HEADS =
      """
      insert into streams (stream, version)
      select stream, max(version) from events where position > ? and position <= ? group by stream
      on conflict (stream) do update set version = excluded.version
      """;

  private HashChain() {}

  /// The last position that the chain covers.
  static long end(Connection connection) throws SQLException {
    return last(connection).last();
  }

  /// Adds as many whole links as the log has events for, at most `links`. Does nothing while
  /// another node is at it.
  ///
  /// @return the last position that the chain covers now
  /// @throws EventStoreException when a position is missing or repeated
  static long extend(Connection connection, long head, int links) throws SQLException {
    return inTransaction(
        connection,
        TRY,
        end -> {
          long whole = Math.min(links, Math.max(0, head - end) / LINK);
          return end + whole * LINK;
        });
  }

  /// Adds links until the chain ends at or after `position`, the last one perhaps shorter than
  /// others.
  static void extendTo(Connection connection, long position) throws SQLException {
    long end = 0;
    while (end < position) {
      end =
          inTransaction(
              connection, WAIT, from -> Math.max(from, Math.min(position, from + 50L * LINK)));
    }
  }

  private interface Target {
    long of(long end);
  }

  private static long inTransaction(Connection connection, String lock, Target target)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(lock)) {
      row.next();
      boolean ours = row.getBoolean(row.getMetaData().getColumnCount());
      StoredLink end = last(connection);
      long until = ours ? target.of(end.last()) : end.last();
      if (until > end.last()) {
        new Extension(connection, end).to(until);
      }
      connection.commit();
      return until;
    } catch (SQLException | RuntimeException failed) {
      connection.rollback();
      throw failed;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static StoredLink last(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LAST)) {
      return row.next()
          ? new StoredLink(row.getLong(1), new byte[0], row.getBytes(2))
          : new StoredLink(0, new byte[0], HashLink.origin());
    }
  }

  /// New links, from where the chain ends. They are gathered first: a connection that copies does
  /// nothing else.
  private static final class Extension {

    private final Connection connection;
    private final long start;
    private final List<StoredLink> made = new ArrayList<>();
    private long position;
    private HashLink link;

    Extension(Connection connection, StoredLink end) {
      this.connection = connection;
      this.start = end.last();
      this.position = start;
      this.link = new HashLink(end.hash());
    }

    void to(long until) throws SQLException {
      try {
        CopyLines.read(connection, "events", start, until, this::add);
      } catch (IOException impossible) {
        throw new IllegalStateException(impossible);
      }
      if (position != until) {
        throw out(position + 1);
      }
      if (link.size() > 0) {
        finishLink();
      }
      write();
      heads();
    }

    private void add(CopyLine line) {
      if (line.position() != position + 1) {
        throw out(position + 1);
      }
      link.add(line);
      position++;
      if (link.size() == LINK) {
        finishLink();
      }
    }

    private void finishLink() {
      byte[] hash = link.hash();
      made.add(new StoredLink(position, link.digests(), hash));
      link = new HashLink(hash);
    }

    private void write() throws SQLException {
      try (PreparedStatement insert = connection.prepareStatement(ADD)) {
        for (StoredLink one : made) {
          insert.setLong(1, one.last());
          insert.setBytes(2, one.digests());
          insert.setBytes(3, one.hash());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }

    private void heads() throws SQLException {
      try (PreparedStatement upsert = connection.prepareStatement(HEADS)) {
        upsert.setLong(1, start);
        upsert.setLong(2, position);
        upsert.executeUpdate();
      }
    }

    private static EventStoreException out(long position) {
      return new EventStoreException(
          "Position %d is not where it should be in the log; see ./daybook verify --log."
              .formatted(position));
    }
  }
}
