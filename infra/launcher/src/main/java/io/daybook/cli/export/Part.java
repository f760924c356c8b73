package io.daybook.cli.export;

import java.util.List;

/// A stretch of the log that was exported in one go: a day of it, or less.
///
/// @param first its first position
/// @param last its last position
/// @param day the UTC day on which all of it was recorded, such as `2010-12-01`
/// @param sha256 over its events as JSON lines, each with one line feed: what the stream API says
///   of this range, whatever the files' format is
/// @param files where its events are, each in one of them
record Part(long first, long last, String day, String sha256, List<ExportedFile> files) {

  Part {
    files = List.copyOf(files);
  }

  /// How its files are called, but for what follows the point. Sorts as the log does.
  String name() {
    return name(day, first, last);
  }

  static String name(String day, long first, long last) {
    return "%s-%012d-%012d".formatted(day, first, last);
  }
}
