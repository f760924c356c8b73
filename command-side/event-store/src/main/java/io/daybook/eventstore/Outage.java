package io.daybook.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long the database has been away, and how long one still waits for it. Used by one thread.
final class Outage {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration MAX_PAUSE = Duration.ofMillis(500);

  private final Duration patience;
  private @Nullable Long since;
  private Duration next = FIRST_PAUSE;

  Outage(Duration patience) {
    this.patience = patience;
  }

  void begin() {
    if (since == null) {
      since = System.nanoTime();
    }
  }

  void over() {
    since = null;
    next = FIRST_PAUSE;
  }

  /// Waits a little, or returns false when patience is at its end: then each further command gets
  /// one try, until the database is back.
  ///
  /// An interruption ends it, too: the event store is being closed.
  boolean pause() {
    if (since == null || System.nanoTime() - since > patience.toNanos()) {
      return false;
    }
    if (!Rest.of(next)) {
      return false;
    }
    next = next.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? next.multipliedBy(2) : MAX_PAUSE;
    return true;
  }
}
