package io.daybook.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Which orders were begun and which have ended, as the shoppers remember it.
///
/// @param folder that outlives the processes
record Journal(Path folder) {

  /// The orders so far.
  List<String> begun() {
    return lines("begun");
  }

  /// Those that a death may have interrupted.
  List<String> unfinished() {
    List<String> orders = new ArrayList<>(begun());
    orders.removeAll(lines("ended"));
    return orders;
  }

  void begin(String order) {
    append("begun", order);
  }

  void end(String order) {
    append("ended", order);
  }

  /// Where the points are written down.
  Path points() {
    return folder.resolve("points");
  }

  private List<String> lines(String file) {
    Path path = folder.resolve(file);
    try {
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void append(String file, String line) {
    try {
      Files.writeString(
          folder.resolve(file), line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
