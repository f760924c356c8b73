package io.daybook.cli.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stretch of the log that was exported in one go: a day of it, or less.
///
/// @param first its first position
/// @param last its last position
/// @param day the UTC day on which all of it was recorded, such as `2010-12-01`
/// @param sha256 over its events as JSON lines, each with one line feed: what the stream API says
///   of this range, whatever the files' format is
/// @param eventIds SHA-256 over the ids of its events, each with one line feed, which stays when a
///   customer in it is erased; null in what was exported before there was one
/// @param files where its events are, each in one of them
record Part(
    long first,
    long last,
    String day,
    String sha256,
    @Nullable String eventIds,
    List<ExportedFile> files) {

  Part {
    files = List.copyOf(files);
  }

  /// How the files of a part are called, but for what follows the point. Sorts as the log does.
  static String name(String day, long first, long last) {
    return "%s-%012d-%012d".formatted(day, first, last);
  }
}
