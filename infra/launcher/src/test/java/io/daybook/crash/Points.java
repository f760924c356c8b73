package io.daybook.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The points that one order passes, each with a name that doesn't depend on how threads take
/// turns: before or after, what kind, what it is about, and for how often when not for the first
/// time. At the one asked for, the process is gone.
///
/// Only what happens between [#open] and [#close] counts; all that was going on before has come to
/// rest by then, so everything in between belongs to that order. Thread-safe.
final class Points {

  /// How a process ends that the kernel kills.
  static final int KILLED = 137;

  private final @Nullable String death;
  private final Path seen;
  private final Map<String, Integer> passed = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private @Nullable String order;

  /// @param death the point to die at; null for none
  /// @param seen where the names of all points are written down, one a line
  Points(@Nullable String death, Path seen) {
    this.death = death;
    this.seen = seen;
  }

  /// Whether a name is that of a step that an order had passed before.
  static boolean isRepetition(@Nullable String name) {
    return name != null && name.contains(" #");
  }

  synchronized void open(String of) {
    order = of;
    passed.clear();
    names.clear();
  }

  /// @param kept whether the order went the way whose points are wanted, so that its points are
  ///   written down
  synchronized void close(boolean kept) {
    order = null;
    if (!kept) {
      return;
    }
    try {
      Files.write(seen, names, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The order whose points count now.
  synchronized Optional<String> order() {
    return Optional.ofNullable(order);
  }

  void before(Kind kind, String what) {
    pass("before " + kind + ' ' + what);
  }

  void after(Kind kind, String what) {
    pass("after " + kind + ' ' + what);
  }

  private synchronized void pass(String point) {
    if (order == null) {
      return;
    }
    int time = passed.merge(point, 1, Integer::sum);
    String name = time == 1 ? point : point + " #" + time;
    names.add(name);
    if (name.equals(death)) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
