package io.daybook.axon;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// When sequences are tried again that are held because of trouble that should pass. The pause
/// doubles with each failure. Thread-safe.
final class SecondChances {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private record Chance(long at, Duration pause) {}

  private final LongSupplier clock;
  private final Map<String, Chance> chances = new ConcurrentHashMap<>();

  /// @param clock in nanoseconds, as [System#nanoTime()]
  SecondChances(LongSupplier clock) {
    this.clock = clock;
  }

  /// Has sequences tried again, from the first pause on.
  void give(Collection<String> sequences) {
    sequences.forEach(it -> chances.put(it, after(FIRST_PAUSE)));
  }

  /// It failed again, with trouble that should pass.
  void again(String sequence) {
    chances.computeIfPresent(sequence, (_, last) -> after(min(last.pause().multipliedBy(2))));
  }

  /// It is over, or somebody has to look at it.
  void end(String sequence) {
    chances.remove(sequence);
  }

  /// Those whose pause is over.
  List<String> due() {
    long now = clock.getAsLong();
    return chances.entrySet().stream()
        .filter(it -> it.getValue().at() - now <= 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Chance after(Duration pause) {
    return new Chance(clock.getAsLong() + pause.toNanos(), pause);
  }

  private static Duration min(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
