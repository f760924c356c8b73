package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ShelfSpec {

  private final Shelf shelf =
      new Shelf("thing", Set.of("thing"), 1_000_000, (_, read) -> read.get());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger reads = new AtomicInteger();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void what_was_read_is_kept_until_it_is_forgotten() {
    assertThat(find("a", 1)).isEqualTo("1");
    assertThat(find("a", 2)).isEqualTo("1");
    shelf.forget("b");
    assertThat(find("a", 2)).isEqualTo("1");
    shelf.forget("a");
    assertThat(find("a", 2)).isEqualTo("2");
    shelf.forgetAll();
    assertThat(find("a", 3)).isEqualTo("3");
  }

  @Test
  void many_who_ask_at_once_cause_one_read() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    List<Future<String>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(threads.submit(() -> find("a", waiting(slow, 7))));
    }
    await().until(() -> reads.get() == 1);
    slow.countDown();
    for (Future<String> one : all) {
      assertThat(one.get()).isEqualTo("7");
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void what_is_being_read_while_it_is_forgotten_is_not_kept_nor_told_to_those_who_come_later()
      throws Exception {
    for (Runnable forget : List.<Runnable>of(() -> shelf.forget("a"), shelf::forgetAll)) {
      shelf.forgetAll();
      reads.set(0);
      CountDownLatch slow = new CountDownLatch(1);
      Future<String> before = threads.submit(() -> find("a", waiting(slow, 1)));
      await().until(() -> reads.get() == 1);

      forget.run();

      assertThat(find("a", 2)).isEqualTo("2");
      slow.countDown();
      assertThat(before.get()).isEqualTo("1");
      assertThat(find("a", 3)).isEqualTo("2");
    }
  }

  @Test
  void a_failure_is_told_to_all_who_waited_and_to_nobody_else() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    Supplier<Optional<Answer>> failing =
        () -> {
          var _ = waiting(slow, 1).get();
          throw new IllegalStateException("away");
        };
    Future<String> first = threads.submit(() -> find("a", failing));
    await().until(() -> reads.get() == 1);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> find("a", failing), threads);
    slow.countDown();
    assertThatThrownBy(first::get).hasRootCauseMessage("away");
    assertThatThrownBy(second::get).hasRootCauseMessage("away");
    assertThat(find("a", 2)).isEqualTo("2");
  }

  @Test
  void what_is_not_there_is_looked_for_again() {
    assertThat(shelf.find("a", Optional::empty)).isEmpty();
    assertThat(find("a", 1)).isEqualTo("1");
  }

  @Test
  void no_more_is_kept_than_fits() {
    Shelf small = new Shelf("thing", Set.of("thing"), 10_000, (_, read) -> read.get());
    for (int i = 0; i < 1_000; i++) {
      var _ = small.find("" + i, () -> read(1));
    }
    reads.set(0);
    await()
        .untilAsserted(() -> {
          reads.set(0);
          for (int i = 0; i < 1_000; i++) {
            var _ = small.find("" + i, () -> read(1));
          }
          assertThat(reads).hasValueGreaterThan(900);
        });
  }

  @Test
  void a_shelf_of_no_size_keeps_nothing() {
    Shelf none = new Shelf("thing", Set.of("thing"), 0, (_, read) -> read.get());
    for (int i = 0; i < 3; i++) {
      var _ = none.find("a", () -> read(1));
    }
    assertThat(reads).hasValue(3);
  }

  private String find(String id, int now) {
    return find(id, () -> read(now));
  }

  private String find(String id, Supplier<Optional<Answer>> read) {
    return new String(shelf.find(id, read).orElseThrow().json(), StandardCharsets.UTF_8);
  }

  private Optional<Answer> read(int now) {
    reads.incrementAndGet();
    return Optional.of(Answer.of(now, now));
  }

  private Supplier<Optional<Answer>> waiting(CountDownLatch latch, int now) {
    return () -> {
      Optional<Answer> seen = read(now);
      try {
        latch.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      return seen;
    };
  }
}
