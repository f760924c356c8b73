package io.daybook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AtomicHistogram;

/// Callers in virtual threads, each of which has one operation after the other done.
public final class Load {

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
  private static final int DIGITS = 3;

  private Load() {}

  /// Something to be done, `n` times in all.
  @FunctionalInterface
  public interface Operation {
    /// @param caller from 0
    /// @param n counts the operations of all callers, from 0
    void run(int caller, long n) throws Exception;
  }

  /// Durations in nanoseconds.
  public static AtomicHistogram histogram() {
    return new AtomicHistogram(LONGEST, DIGITS);
  }

  /// Runs until the limit; the first failure of an operation ends it.
  public static Sample run(int callers, Limit limit, Operation operation) throws Exception {
    AtomicHistogram durations = histogram();
    AtomicLong begun = new AtomicLong();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Long>> done = new ArrayList<>();
    long from;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        int caller = i;
        done.add(threads.submit(caller(caller, limit, operation, durations, begun, start)));
      }
      from = System.nanoTime();
      start.countDown();
    }
    long last = from;
    for (Future<Long> one : done) {
      last = Math.max(last, one.get());
    }
    return Sample.of(durations.getTotalCount() * 1e9 / (last - from), durations);
  }

  /// Begins `count` operations at a steady rate, each in a virtual thread of its own, whether or
  /// not the ones before have ended; returns when all have.
  public static void arriving(double perSecond, long count, Runnable operation) throws Exception {
    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      for (long n = 0; n < count; n++) {
        long due = start + (long) (n * 1e9 / perSecond);
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        done.add(threads.submit(operation));
      }
    }
    for (Future<?> one : done) {
      one.get();
    }
  }

  private static Callable<Long> caller(
      int caller,
      Limit limit,
      Operation operation,
      AtomicHistogram durations,
      AtomicLong begun,
      CountDownLatch start) {
    return () -> {
      start.await();
      long now = System.nanoTime();
      long end = now + limit.time().toNanos();
      while (now - end < 0) {
        long n = begun.getAndIncrement();
        if (n >= limit.operations()) {
          break;
        }
        operation.run(caller, n);
        long then = System.nanoTime();
        durations.recordValue(Math.min(then - now, LONGEST));
        now = then;
      }
      return now;
    };
  }
}
