package io.daybook.kernel.view;

import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets a few at once do what takes long, so that they don't take the connections of all others;
/// who has to wait for longer than its patience is told to come again. Thread-safe.
public final class Turns {

  private final String what;
  private final Semaphore free;

  /// @param what is being done, such as `reports are being made`
  /// @param most who do it at once
  public Turns(String what, int most) {
    this.what = what;
    this.free = new Semaphore(most, true);
  }

  /// Does `work` when it is its turn.
  ///
  /// @throws ProblemException when others need longer than `patience`
  public <T> T take(Duration patience, Supplier<T> work) {
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private ProblemException busy() {
    return new ProblemException(
        RequestProblems.UNAVAILABLE.saying("Too many %s at once.".formatted(what)));
  }
}
