package io.daybook.axon;

import java.time.Duration;

/// Pauses between attempts, each twice as long as the one before, from 100 ms up to two seconds.
/// For one thread.
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Duration next = FIRST;

  /// The pause after a failure.
  Duration next() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return pause;
  }

  /// Begins anew, after a success.
  void reset() {
    next = FIRST;
  }
}
