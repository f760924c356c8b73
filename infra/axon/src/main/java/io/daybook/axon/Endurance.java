package io.daybook.axon;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// How long sequences with trouble that should pass are waited for. While nobody succeeds, the
/// trouble is everybody's, and it is waited for as long as it lasts. For one thread.
final class Endurance {

  private final long patience;
  private final LongSupplier clock;
  private final Map<String, Long> lateSince = new HashMap<>();

  /// @param patience how long one may keep others waiting
  /// @param clock in nanoseconds, as [System#nanoTime()]
  Endurance(Duration patience, LongSupplier clock) {
    this.patience = patience.toNanos();
    this.clock = clock;
  }

  /// Takes note of an attempt at everything.
  ///
  /// @param late all that met with trouble that should pass
  /// @param othersSucceed whether something else in the same attempt did not
  /// @return those of `late` that are not to be waited for any more
  List<String> endedBy(Collection<String> late, boolean othersSucceed) {
    long now = clock.getAsLong();
    lateSince.keySet().retainAll(late);
    late.forEach(sequence -> lateSince.putIfAbsent(sequence, now));
    if (!othersSucceed) {
      lateSince.replaceAll((_, _) -> now);
      return List.of();
    }
    return late.stream().filter(it -> now - lateSince.getOrDefault(it, now) >= patience).toList();
  }
}
