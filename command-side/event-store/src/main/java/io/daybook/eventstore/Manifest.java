package io.daybook.eventstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What is written beside an archived file: its range, its checksum, and where in it one can begin
/// to read.
///
/// @param sha256 of the compressed file, in hexadecimal
/// @param offsets for each compressed part, the position before it and the byte at which it begins
record Manifest(long first, long last, String sha256, TreeMap<Long, Long> offsets) {

  private static final String TITLE = "daybook archived log 1";

  static String fileName(long first, long last) {
    return "events-%d-%d.copy.gz".formatted(first, last);
  }

  /// Where the manifest of an archived file is.
  static Path beside(Path file) {
    return file.resolveSibling(String.valueOf(file.getFileName()).replace(".copy.gz", ".manifest"));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(TITLE);
    lines.add("first " + first);
    lines.add("last " + last);
    lines.add("sha256 " + sha256);
    offsets.forEach((after, offset) -> lines.add("part %d %d".formatted(after, offset)));
    return lines;
  }

  /// @throws IOException when it is absent or not a manifest
  static Manifest read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    try {
      if (!lines.getFirst().equals(TITLE)) {
        throw new IOException(file + " is not the manifest of an archived part of the log");
      }
      TreeMap<Long, Long> offsets = new TreeMap<>();
      for (String line : lines.subList(4, lines.size())) {
        String[] words = line.split(" ", -1);
        offsets.put(Long.valueOf(words[1]), Long.valueOf(words[2]));
      }
      return new Manifest(
          Long.parseLong(value(lines.get(1), "first ")),
          Long.parseLong(value(lines.get(2), "last ")),
          value(lines.get(3), "sha256 "),
          offsets);
    } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
      throw new IOException(file + " is broken", broken);
    }
  }

  private static String value(String line, String name) {
    if (!line.startsWith(name)) {
      throw new IllegalArgumentException("No " + name + "in: " + line);
    }
    return line.substring(name.length());
  }
}
