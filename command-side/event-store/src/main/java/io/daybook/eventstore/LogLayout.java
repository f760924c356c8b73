package io.daybook.eventstore;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How the log is kept.
///
/// @param partitionSize how many positions a new partition holds; those that exist stay as they are
/// @param archive where archived files are looked for that aren't where they were written; null for
///   nowhere else
public record LogLayout(long partitionSize, @Nullable Path archive) {

  private static final long SIZE = 2_000_000;

  /// @throws IllegalArgumentException when a partition would hold nothing
  public LogLayout {
    if (partitionSize < 1) {
      throw new IllegalArgumentException("A partition holds at least one position.");
    }
  }

  /// Partitions of two million positions, one or two gigabytes each.
  public static LogLayout defaults() {
    return new LogLayout(SIZE, null);
  }

  /// The same with another place for archived files.
  public LogLayout withArchive(Path directory) {
    return new LogLayout(partitionSize, directory);
  }
}
