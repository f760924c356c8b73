package io.daybook.eventstore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Compares the log, in tables and in archived files, with its hash chain. Thread-safe.
public final class Integrity {

  private static final String LINKS =
      """
      select last_position, digests, hash from checkpoints
       where last_position > ? order by last_position limit ?
      """;
  private static final String HASH = "select hash from checkpoints where last_position = ?";
  private static final String ARCHIVED =
      """
      select first_position, last_position, file from partitions
       where file is not null and last_position > ? and first_position <= ?
       order by first_position
      """;

  private final DataSource database;
  private final ArchivedEvents archive;

  Integrity(DataSource database, ArchivedEvents archive) {
    this.database = database;
    this.archive = archive;
  }

  /// What was found out about a stretch of the log.
  ///
  /// @param last where it ends
  /// @param proved up to where the hash chain vouches for it; the next stretch begins there
  /// @param head the last position of the log
  /// @param hash the last link's, in hexadecimal: who notes it down elsewhere can prove later that
  ///   nobody has written a new chain
  /// @param finding the first thing that is wrong; null when nothing is
  public record Stretch(long last, long proved, long head, String hash, @Nullable String finding) {}

  /// Looks at the log after a position, as far as so many links of the chain go; when there are
  /// fewer, to the head, where the chain has not come yet.
  ///
  /// @param after 0, or where the last stretch was proved
  /// @throws IllegalArgumentException when no link ends there
  /// @throws EventStoreUnavailableException when the database is away
  public Stretch check(long after, int links) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return check(connection, after, links);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException failed) {
      throw LogRows.unreadable(failed);
    }
  }

  private Stretch check(Connection connection, long after, int count) throws SQLException {
    List<StoredLink> links = links(connection, after, count);
    long head = LogRows.head(connection);
    long proved = links.isEmpty() ? after : links.getLast().last();
    long last = links.size() < count ? Math.max(head, proved) : proved;
    LogProof proof = new LogProof(after, hash(connection, after), links, last);
    String finding = null;
    try {
      read(connection, after, last, proof);
      proof.end();
    } catch (LogProof.Broken broken) {
      finding = broken.getMessage();
    } catch (IOException unreadable) {
      finding = String.valueOf(unreadable.getMessage());
    }
    String hash = HexFormat.of().formatHex(proof.hash());
    return new Stretch(last, proved, head, hash, finding);
  }

  private static List<StoredLink> links(Connection connection, long after, int count)
      throws SQLException {
    List<StoredLink> links = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LINKS)) {
      query.setLong(1, after);
      query.setInt(2, count);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          links.add(new StoredLink(row.getLong(1), row.getBytes(2), row.getBytes(3)));
        }
      }
    }
    return links;
  }

  private static byte[] hash(Connection connection, long position) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HASH)) {
      query.setLong(1, position);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          return row.getBytes(1);
        }
        if (position > 0) {
          throw new IllegalArgumentException("No link ends at position " + position);
        }
        return HashLink.origin();
      }
    }
  }

  /// Tables and files in turn, by position. What is in a file is not looked for in tables.
  private void read(Connection connection, long after, long last, LogProof proof)
      throws SQLException, IOException {
    long position = after;
    for (ArchivedRange range : archived(connection, after, last)) {
      CopyLines.read(connection, "events", position, range.first() - 1, proof::take);
      long from = Math.max(position, range.first() - 1);
      try {
        archive.file(range).after(from, line -> proof.takeUpTo(line, last));
      } catch (IOException failed) {
        throw new IOException(
            "position %d can't be read: %s"
                .formatted(proof.due(), ArchivedEvents.unreadable(range, failed).getMessage()),
            failed);
      }
      position = range.last();
    }
    if (position < last) {
      CopyLines.read(connection, "events", position, last, proof::take);
    }
  }

  private static List<ArchivedRange> archived(Connection connection, long after, long last)
      throws SQLException {
    List<ArchivedRange> ranges = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(ARCHIVED)) {
      query.setLong(1, after);
      query.setLong(2, last);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ranges.add(ArchivedEvents.range(row));
        }
      }
    }
    return ranges;
  }
}
