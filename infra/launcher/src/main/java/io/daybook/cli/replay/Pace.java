package io.daybook.cli.replay;

import java.util.concurrent.locks.LockSupport;

/// Lets so many lines a second pass and makes the others wait. Thread-safe.
final class Pace {

  private final double nanosPerLine;
  private long free = System.nanoTime();

  /// @param linesPerSecond 0 for as fast as it goes
  Pace(int linesPerSecond) {
    nanosPerLine = linesPerSecond == 0 ? 0 : 1e9 / linesPerSecond;
  }

  /// Waits until `lines` more may go.
  void await(int lines) {
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      free = Math.max(free, now);
      wait = free - now;
      free += (long) (lines * nanosPerLine);
    }
    if (nanosPerLine > 0 && wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }
}
