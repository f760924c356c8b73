package io.daybook.bench;

import java.time.Duration;

/// When a turn ends: at whichever comes first.
public record Limit(Duration time, long operations) {

  /// So many operations, however long they take.
  public static Limit of(long operations) {
    return new Limit(Duration.ofHours(1), operations);
  }
}
