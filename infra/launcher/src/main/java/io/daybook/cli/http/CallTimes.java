package io.daybook.cli.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.LongAdder;

/// Remembers how many calls there were and which of them took longest. Thread-safe.
public final class CallTimes {

  private static final int KEPT = 10;

  private final LongAdder calls = new LongAdder();
  private final PriorityQueue<Taken> slowest =
      new PriorityQueue<>(Comparator.comparing(Taken::time));

  /// A call and how long it took.
  ///
  /// @param name of the call, without ids
  public record Taken(String name, Duration time) {}

  void took(String name, Duration time) {
    calls.increment();
    synchronized (slowest) {
      slowest.add(new Taken(name, time));
      if (slowest.size() > KEPT) {
        slowest.remove();
      }
    }
  }

  /// How many there were.
  public long count() {
    return calls.sum();
  }

  /// The ten that took longest, longest first.
  public List<Taken> slowest() {
    synchronized (slowest) {
      return slowest.stream().sorted(Comparator.comparing(Taken::time).reversed()).toList();
    }
  }
}
