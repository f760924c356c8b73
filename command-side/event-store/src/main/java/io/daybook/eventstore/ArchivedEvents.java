package io.daybook.eventstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/// Reads what is archived: slower than the rest of the log, and otherwise the same. Thread-safe.
final class ArchivedEvents {

  private static final String HOLDING =
      """
      select first_position, last_position, file from partitions
       where file is not null and ? between first_position and last_position
      """;

  private static final String OF_STREAM =
      """
      select p.first_position, p.last_position, p.file, s.positions
        from archived_streams s join partitions p using (first_position)
       where s.stream = ? and s.last_version >= ? order by s.first_position limit 1
      """;

  private static final String UP_TO_TIME =
      """
      select first_position, last_position, file from partitions
       where last_recorded >= ? order by first_position limit 1
      """;

  private final @Nullable Path directory;
  private final Map<Path, ArchiveFile> open = new ConcurrentHashMap<>();

  ArchivedEvents(LogLayout layout) {
    this.directory = layout.archive();
  }

  /// The archived range that holds a position; null when none does.
  @Nullable ArchivedRange holding(Connection connection, long position) throws SQLException {
    return range(connection, HOLDING, position);
  }

  /// The first archived range with something recorded at `instant` or later.
  @Nullable ArchivedRange recordedFrom(Connection connection, Object instant) throws SQLException {
    return range(connection, UP_TO_TIME, instant);
  }

  private static @Nullable ArchivedRange range(Connection connection, String sql, Object parameter)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, parameter);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? range(row) : null;
      }
    }
  }

  /// A run of a stream's events from a version on, as far as one archived file has them; empty when
  /// no file has that version.
  List<StoredEvent> ofStream(Connection connection, String stream, long from) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF_STREAM)) {
      query.setString(1, stream);
      query.setLong(2, from);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return List.of();
        }
        Array positions = row.getArray(4);
        return at(range(row), (Long[]) positions.getArray()).stream()
            .filter(event -> event.version() >= from)
            .toList();
      }
    }
  }

  static ArchivedRange range(ResultSet row) throws SQLException {
    return new ArchivedRange(row.getLong(1), row.getLong(2), Path.of(row.getString(3)));
  }

  /// The events of a range after a position, in order.
  List<StoredEvent> after(ArchivedRange range, long position, int limit) {
    try {
      return file(range).events(position, limit);
    } catch (IOException failed) {
      throw unreadable(range, failed);
    }
  }

  /// Finds each in the part of the file where it is, and reads no part twice.
  private List<StoredEvent> at(ArchivedRange range, Long[] positions) {
    List<StoredEvent> found = new ArrayList<>(positions.length);
    try {
      ArchiveFile file = file(range);
      int[] next = {0};
      while (next[0] < positions.length) {
        Long part = file.manifest().offsets().floorKey(positions[next[0]] - 1);
        Long following = file.manifest().offsets().higherKey(positions[next[0]] - 1);
        int end = following == null ? positions.length : countUpTo(positions, following);
        file.after(
            part == null ? 0 : part,
            line -> {
              if (line.position() == positions[next[0]]) {
                found.add(line.event());
                next[0]++;
              }
              return next[0] < end;
            });
        if (next[0] < end) {
          throw new IOException("Position %d is missing".formatted(positions[next[0]]));
        }
      }
      return found;
    } catch (IOException failed) {
      throw unreadable(range, failed);
    }
  }

  private static int countUpTo(Long[] positions, long last) {
    int place = Arrays.binarySearch(positions, last);
    return place >= 0 ? place + 1 : -place - 1;
  }

  /// The file where it was written, or by its name in the directory of the settings.
  ArchiveFile file(ArchivedRange range) throws IOException {
    ArchiveFile known = open.get(range.file());
    if (known != null && Files.isReadable(known.path())) {
      return known;
    }
    Path moved = directory == null ? null : directory.resolve(range.file().getFileName());
    ArchiveFile found =
        ArchiveFile.open(Files.isReadable(range.file()) || moved == null ? range.file() : moved);
    open.put(range.file(), found);
    return found;
  }

  static EventStoreException unreadable(ArchivedRange range, IOException failed) {
    return new EventStoreException(
        "Positions %d to %d are archived in %s, which can't be read."
            .formatted(range.first(), range.last(), range.file()),
        failed);
  }
}
