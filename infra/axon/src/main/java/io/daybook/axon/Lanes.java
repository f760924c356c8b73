package io.daybook.axon;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Does independent pieces of work side by side, a limited number at once. Thread-safe.
public final class Lanes {

  private final int width;

  /// @param width most pieces at once
  public Lanes(int width) {
    this.width = width;
  }

  /// Does all of it, and returns when the last piece has ended, well or not.
  ///
  /// @throws RuntimeException when at least one failed
  public void run(Collection<? extends Runnable> work) {
    if (work.size() == 1) {
      work.iterator().next().run();
    } else {
      runApart(work);
    }
  }

  /// As [#run], with nothing done in the caller's thread, and so in its transaction.
  ///
  /// @throws RuntimeException when at least one failed
  public void runApart(Collection<? extends Runnable> work) {
    Semaphore free = new Semaphore(width);
    CountDownLatch ended = new CountDownLatch(work.size());
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    for (Runnable piece : work) {
      free.acquireUninterruptibly();
      Thread.ofVirtual()
          .name("reader-lane")
          .start(() -> {
            try {
              piece.run();
            } catch (Throwable failed) {
              failures.add(failed);
            } finally {
              free.release();
              ended.countDown();
            }
          });
    }
    awaitUninterruptibly(ended);
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          "%d of %d failed".formatted(failures.size(), work.size()), failures.peek());
    }
  }

  /// Work that goes on after its caller left would send commands next to those of the next attempt;
  /// each piece ends by itself, since every wait in it has a limit.
  private static void awaitUninterruptibly(CountDownLatch ended) {
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
