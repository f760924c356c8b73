package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.eventstore.RawEvent;
import io.daybook.kafka.EventsAhead.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventsAheadSpec {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MANY = 100_000;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final EventRecords records =
      new EventRecords(Topics.ofAllEvents("test"), Map.of("test.cart", 4));

  @AfterEach
  void end() {
    thread.shutdownNow();
  }

  @Test
  void all_that_follows_comes_in_order_and_without_a_gap() throws Exception {
    MemoryLog log = log(10_000, _ -> {});
    try (EventsAhead ahead = ahead(log, 17, MANY)) {
      assertThat(positions(pages(ahead)))
          .isEqualTo(LongStream.rangeClosed(18, 10_000).boxed().toList());
      assertThat(ahead.hasNext()).isFalse();
    }
  }

  @Test
  void nothing_comes_when_nothing_follows() throws Exception {
    try (EventsAhead ahead = ahead(log(100, _ -> {}), 100, MANY)) {
      assertThat(ahead.hasNext()).isFalse();
      assertThat(ahead.poll(MANY, PATIENCE)).isNull();
    }
  }

  @Test
  void a_page_says_how_far_each_of_its_partitions_has_come() throws Exception {
    try (EventsAhead ahead = ahead(log(2_000, _ -> {}), 0, MANY)) {
      for (Page page : pages(ahead)) {
        for (Map.Entry<TopicPartition, Long> it : page.reached().entrySet()) {
          int last = page.homes().lastIndexOf(it.getKey());
          assertThat(page.events().get(last).position()).isEqualTo(it.getValue());
        }
        assertThat(page.reached()).hasSize(4).containsValue(page.last());
      }
    }
  }

  @Test
  void no_page_has_more_events_than_may_be_in_a_transaction() throws Exception {
    try (EventsAhead ahead = ahead(log(1_000, _ -> {}), 0, 7)) {
      assertThat(pages(ahead))
          .allSatisfy(it -> assertThat(it.events()).hasSizeLessThanOrEqualTo(7));
    }
  }

  @Test
  void a_page_that_is_too_large_for_what_is_left_is_still_to_come() throws Exception {
    try (EventsAhead ahead = ahead(log(100, _ -> {}), 0, MANY)) {
      assertThat(ahead.poll(99, PATIENCE)).isNull();
      assertThat(ahead.hasNext()).isTrue();
      assertThat(positions(List.of(page(ahead.poll(100, PATIENCE))))).hasSize(100);
    }
  }

  @Test
  void pages_of_large_events_have_few_of_them() throws Exception {
    MemoryLog log = new MemoryLog(100, 1 << 19, _ -> {});
    try (EventsAhead ahead = ahead(log, 0, MANY)) {
      assertThat(pages(ahead))
          .allSatisfy(it -> assertThat(it.events()).hasSizeLessThanOrEqualTo(8));
    }
  }

  @Test
  void only_so_much_is_read_ahead() throws Exception {
    MemoryLog log = log(MANY, _ -> {});
    try (EventsAhead ahead = ahead(log, 0, 100)) {
      assertThat(ahead.hasNext()).isTrue();
      await().until(() -> log.reads().size() == 4);
      await().during(Duration.ofMillis(700)).until(() -> log.reads().size() == 4);
    }
  }

  @Test
  void what_fails_is_told_after_the_pages_before_it_and_every_time_it_is_asked() throws Exception {
    MemoryLog log =
        log(
            MANY,
            after -> {
              if (after >= 1_000) {
                throw new IllegalStateException("gone");
              }
            });
    try (EventsAhead ahead = ahead(log, 0, 500)) {
      for (int page = 0; page < 2; page++) {
        assertThat(ahead.hasNext()).isTrue();
        assertThat(ahead.poll(MANY, PATIENCE)).isNotNull();
      }
      assertThat(ahead.poll(MANY, PATIENCE)).isNull();
      assertThatThrownBy(ahead::hasNext).hasMessage("gone");
      assertThatThrownBy(ahead::hasNext).hasMessage("gone");
    }
    assertThat(log.reads()).containsExactly(0L, 500L, 1_000L);
  }

  @Test
  void an_event_without_a_topic_is_such_a_failure() throws Exception {
    EventRecords fewer = new EventRecords(new Topics("test", List.of("payment")), Map.of());
    try (EventsAhead ahead = new EventsAhead(thread, log(10, _ -> {}), fewer, 0, MANY)) {
      assertThatThrownBy(ahead::hasNext)
          .hasMessageContaining("no topic for cart.line-set at position 1");
    }
  }

  @Test
  void the_thread_is_free_when_it_is_closed_in_the_middle() throws Exception {
    MemoryLog log = log(MANY, _ -> {});
    try (EventsAhead ahead = ahead(log, 0, 100)) {
      assertThat(ahead.hasNext()).isTrue();
      await().until(() -> log.reads().size() == 4);
    }
    assertFree();
    assertThat(log.reads()).hasSize(4);
  }

  @Test
  void the_thread_is_free_even_if_the_interruption_was_swallowed() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    MemoryLog log =
        log(
            MANY,
            after -> {
              if (after == 300) {
                reading.countDown();
                swallow(closed);
              }
            });
    EventsAhead ahead = ahead(log, 0, 100);
    assertThat(ahead.poll(MANY, PATIENCE)).isNotNull();
    reading.await();
    ahead.close();
    closed.countDown();
    assertFree();
  }

  private void assertFree() throws Exception {
    thread.submit(() -> {}).get(5, TimeUnit.SECONDS);
  }

  private static void swallow(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException _) {
        // Some drivers do.
      }
    }
  }

  private static MemoryLog log(int head, LongConsumer beforeRead) {
    return new MemoryLog(head, 300, beforeRead);
  }

  private EventsAhead ahead(MemoryLog log, long after, int most) {
    return new EventsAhead(thread, log, records, after, most);
  }

  private static List<Page> pages(EventsAhead ahead) throws InterruptedException {
    List<Page> pages = new ArrayList<>();
    while (ahead.hasNext()) {
      pages.add(page(ahead.poll(MANY, PATIENCE)));
    }
    return pages;
  }

  private static Page page(@Nullable Page page) {
    return Objects.requireNonNull(page);
  }

  private static List<Long> positions(List<Page> pages) {
    return pages.stream().flatMap(it -> it.events().stream()).map(RawEvent::position).toList();
  }
}
