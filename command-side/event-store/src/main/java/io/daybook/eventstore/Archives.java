package io.daybook.eventstore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Moves old partitions of the log into compressed files, and back. Readers and writers notice
/// nothing but that reading them is slower. Thread-safe; one at a time works, on any node.
public final class Archives {

  private static final String LOCK = "hashtext('daybook.archive')";
  private static final String OLDEST =
      """
      select first_position, last_position from partitions
       where file is null and last_position < ?
         and last_position <= (select coalesce(max(position), 0) from events)
       order by first_position limit 1
      """;
  private static final String BY_RANGE =
      "select sha256 from partitions where file is not null"
          + " and first_position = ? and last_position = ?";

  private final DataSource database;

  Archives(DataSource database) {
    this.database = database;
  }

  /// Archives the oldest partition that ends before a position and is full. The file is complete
  /// and on disk before the table goes; after a crash in between, the same call does it again.
  ///
  /// @return what was archived; empty when there is nothing (more) to archive
  /// @throws IOException when the file can't be written; the log is as it was
  /// @throws EventStoreUnavailableException when the database is away or busy
  public Optional<ArchivedRange> archiveOldest(long before, Path directory) throws IOException {
    try (Connection connection = database.getConnection();
        Lock _ = new Lock(connection)) {
      Path target = directory.toAbsolutePath().normalize();
      ArchivedRange range = oldest(connection, before, target);
      if (range == null) {
        return Optional.empty();
      }
      HashChain.extendTo(connection, range.last());
      ArchiveFile file = write(connection, range, target);
      Detachment.of(connection, range, file.manifest().sha256());
      return Optional.of(range);
    } catch (SQLException failed) {
      throw LogRows.unreadable(failed);
    }
  }

  private static @Nullable ArchivedRange oldest(Connection connection, long before, Path directory)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OLDEST)) {
      query.setLong(1, before);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        long first = row.getLong(1);
        long last = row.getLong(2);
        return new ArchivedRange(first, last, directory.resolve(Manifest.fileName(first, last)));
      }
    }
  }

  /// Writes the file; the partition stays where it is.
  static ArchiveFile write(Connection connection, ArchivedRange range, Path directory)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    try (ArchiveWriter writer = new ArchiveWriter(directory, range.first(), range.last())) {
      String table = "events_" + range.first();
      CopyLines.read(connection, table, range.first() - 1, range.last(), writer::write);
      return writer.finish();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /// Brings an archived file back into the database. The file stays.
  ///
  /// @throws IOException when it can't be read, or is not the file that was archived
  /// @throws EventStoreUnavailableException when the database is away or busy
  public ArchivedRange attach(Path file) throws IOException {
    ArchiveFile archived = ArchiveFile.open(file.toAbsolutePath().normalize());
    Manifest manifest = archived.manifest();
    ArchivedRange range = new ArchivedRange(manifest.first(), manifest.last(), archived.path());
    try (Connection connection = database.getConnection();
        Lock _ = new Lock(connection)) {
      if (!archived.isWhole() || !manifest.sha256().equals(sha256(connection, range))) {
        throw new IOException(
            "%s is not the file into which positions %d to %d were archived."
                .formatted(file, range.first(), range.last()));
      }
      attach(connection, range, archived);
      return range;
    } catch (SQLException failed) {
      throw LogRows.unreadable(failed);
    }
  }

  private static String sha256(Connection connection, ArchivedRange range)
      throws SQLException, IOException {
    try (PreparedStatement query = connection.prepareStatement(BY_RANGE)) {
      query.setLong(1, range.first());
      query.setLong(2, range.last());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new IOException(
              "Positions %d to %d are not archived.".formatted(range.first(), range.last()));
        }
        return row.getString(1);
      }
    }
  }

  private static void attach(Connection connection, ArchivedRange range, ArchiveFile file)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        InputStream lines = file.lines()) {
      statement.execute("select make_partition(%d)".formatted(range.first()));
      CopyLines.canonical(connection);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy events_%d (%s) from stdin".formatted(range.first(), LogRows.COLUMNS), lines);
      statement.execute("select attach_partition(%d, %d)".formatted(range.first(), range.last()));
      statement.execute("delete from archived_streams where first_position = " + range.first());
      statement.execute(
          "update partitions set file = null, sha256 = null, first_recorded = null,"
              + " last_recorded = null where first_position = "
              + range.first());
      connection.commit();
    } catch (SQLException | IOException failed) {
      connection.rollback();
      throw failed;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /// Held while files and partitions change places.
  private record Lock(Connection connection) implements AutoCloseable {

    Lock {
      execute(connection, "select pg_advisory_lock(%s)".formatted(LOCK));
    }

    @Override
    public void close() {
      execute(connection, "select pg_advisory_unlock(%s)".formatted(LOCK));
    }

    private static void execute(Connection connection, String sql) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException failed) {
        throw LogRows.unreadable(failed);
      }
    }
  }
}
