package io.daybook.cli.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers how many calls of each kind there were and how long the slowest of them took.
/// Thread-safe.
public final class CallTimes {

  private final Map<String, Taken> kinds = new ConcurrentHashMap<>();

  /// All calls of one kind.
  ///
  /// @param name of the call, without ids
  public record Taken(String name, long calls, Duration slowest) {

    private Taken plus(Taken more) {
      Duration longer = slowest.compareTo(more.slowest) >= 0 ? slowest : more.slowest;
      return new Taken(name, calls + more.calls, longer);
    }
  }

  void took(String name, Duration time) {
    kinds.merge(name, new Taken(name, 1, time), Taken::plus);
  }

  /// How many there were.
  public long count() {
    return kinds.values().stream().mapToLong(Taken::calls).sum();
  }

  /// The kinds with the slowest calls, slowest first.
  public List<Taken> slowest(int most) {
    return kinds.values().stream()
        .sorted(Comparator.comparing(Taken::slowest).reversed())
        .limit(most)
        .toList();
  }
}
