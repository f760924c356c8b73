package io.daybook.eventstore;

import java.time.Duration;

/// Waiting in threads that belong to the event store.
final class Rest {

  private static final Duration END = Duration.ofSeconds(2);

  private Rest() {}

  /// Waits. Only those who close the event store interrupt its threads: it ends at once then, and
  /// the thread sees for itself that it is over.
  ///
  /// @return whether it lasted until its end
  static boolean of(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /// Waits for a thread that was told to end.
  static void untilEndOf(Thread thread) {
    try {
      thread.join(END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
