package io.daybook.kernel.projection;

import io.daybook.kernel.query.Awaited;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What a reader of the log rests after a small batch, so that the next one is larger and costs
/// less; nobody who waits is let wait for that. Rests one thread, and is told by any.
final class Rest implements Awaited {

  private final long longestNanos;
  private final Semaphore awaited = new Semaphore(0);

  Rest(Duration longest) {
    this.longestNanos = longest.toNanos();
  }

  /// Ends the rest, if there is one just now.
  @Override
  public void now() {
    if (awaited.availablePermits() == 0) {
      awaited.release();
    }
  }

  /// Rests three times as long as the batch took: a quarter of the time is worked.
  ///
  /// Who waited for this batch doesn't end the rest behind it; who waits still will say so again.
  /// An interrupt ends it at once, and is passed on.
  void after(long tookNanos) {
    awaited.drainPermits();
    try {
      boolean _ = awaited.tryAcquire(Math.min(3 * tookNanos, longestNanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
