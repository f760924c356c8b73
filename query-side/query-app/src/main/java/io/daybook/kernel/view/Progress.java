package io.daybook.kernel.view;

import io.daybook.kernel.query.Awaited;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// How far some views have come. Everybody who asks or waits shares one look at the database every
/// few milliseconds. Safe for all threads.
///
/// What it says was true when it looked, and views never go back: an answer that is read afterwards
/// is at least as current.
public final class Progress {

  private static final long LOOK_NANOS = 2_000_000;
  private static final long LATELY_NANOS = 100_000_000;

  private final LongSupplier source;
  private final Awaited awaited;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long position;
  private volatile long lookedAt = System.nanoTime() - LATELY_NANOS;

  /// @param source looks the position up
  public Progress(LongSupplier source) {
    this(source, () -> {});
  }

  /// @param source looks the position up
  /// @param awaited hears of it whenever somebody has looked in vain
  public Progress(LongSupplier source, Awaited awaited) {
    this.source = source;
    this.awaited = awaited;
  }

  /// The position that the views have reached at least.
  public long position() {
    if (System.nanoTime() - lookedAt >= LOOK_NANOS && looking.tryLock()) {
      try {
        position = source.getAsLong();
        lookedAt = System.nanoTime();
      } finally {
        looking.unlock();
      }
    }
    return position;
  }

  /// The position that the views had reached a tenth of a second ago at least, mostly without a
  /// look at the database: enough for whoever is shown an older moment anyway.
  public long lately() {
    return System.nanoTime() - lookedAt < LATELY_NANOS ? position : position();
  }

  /// Waits for the position that `ask` wants.
  ///
  /// @return the position that the views have reached at least
  /// @throws ProblemException when they don't reach it in time
  public long await(Ask ask) {
    long wanted = ask.token();
    long end = System.nanoTime() + ask.patience().toNanos();
    long reached = position();
    while (reached < wanted) {
      if (System.nanoTime() - end >= 0) {
        throw new ProblemException(
            RequestProblems.UNAVAILABLE.saying(
                "The views are at position %d and haven't reached %d yet."
                    .formatted(reached, wanted)));
      }
      awaited.now();
      LockSupport.parkNanos(this, LOOK_NANOS);
      reached = position();
    }
    return reached;
  }
}
