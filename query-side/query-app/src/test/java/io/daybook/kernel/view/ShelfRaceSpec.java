package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Rows that change while they are read, as fast as threads can do it: who knows a position is
/// never shown a row from before it.
final class ShelfRaceSpec {

  private static final int CHANGES = Integer.getInteger("daybook.cache.changes", 300_000);
  private static final int READERS = 4;
  private static final int THINGS = 3;

  private final AtomicIntegerArray rows = new AtomicIntegerArray(THINGS);
  private final AtomicIntegerArray published = new AtomicIntegerArray(THINGS);
  private final AtomicInteger reads = new AtomicInteger();
  private final Shelf shelf =
      new Shelf("thing", Set.of("thing"), 1_000_000, (_, read) -> read.get());

  @Test
  void no_reader_sees_a_row_from_before_the_position_that_it_knows() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
      Future<Integer> writer = threads.submit(this::write);
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(reader(i, writer)));
      }
      int asked = 0;
      for (Future<Integer> one : readers) {
        asked += one.get();
      }
      assertThat(writer.get()).isEqualTo(CHANGES);
      assertThat(asked).isGreaterThan(reads.get());
      for (int thing = 0; thing < THINGS; thing++) {
        assertThat(shown(thing, new Random(1))).isEqualTo(rows.get(thing));
      }
    }
  }

  /// The order of the real thing: the row, what is kept of it, the position.
  private int write() {
    Random random = new Random(7);
    for (int i = 0; i < CHANGES; i++) {
      int thing = random.nextInt(THINGS);
      int now = rows.incrementAndGet(thing);
      if (random.nextInt(50) == 0) {
        LockSupport.parkNanos(1);
      }
      shelf.forget("" + thing);
      published.set(thing, now);
    }
    return CHANGES;
  }

  private Callable<Integer> reader(int number, Future<Integer> writer) {
    return () -> {
      Random random = new Random(number);
      int asked = 0;
      while (!writer.isDone()) {
        int thing = random.nextInt(THINGS);
        int known = published.get(thing);
        int seen = shown(thing, random);
        if (seen < known) {
          throw new AssertionError("knew %d, saw %d".formatted(known, seen));
        }
        asked++;
      }
      return asked;
    };
  }

  private int shown(int thing, Random random) {
    Answer answer =
        shelf
            .find(
                "" + thing,
                () -> {
                  int row = rows.get(thing);
                  reads.incrementAndGet();
                  if (random.nextInt(20) == 0) {
                    LockSupport.parkNanos(1);
                  }
                  return Optional.of(Answer.of(row, row));
                })
            .orElseThrow();
    return Integer.parseInt(new String(answer.json(), StandardCharsets.UTF_8));
  }
}
