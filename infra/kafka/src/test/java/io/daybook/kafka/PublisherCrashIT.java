package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.EventSerializer;
import io.daybook.axon.LogProcessor;
import io.daybook.eventstore.StoredEvent;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// K1 of the design, and a reader that follows all the while. `-Ddaybook.kafka.rounds=300` has it
/// go on for long, `-Ddaybook.kafka.seed` repeats the order of a run.
///
/// Every third blow comes at once after the one before it: while whoever was killed recovers.
@Timeout(value = 12, unit = TimeUnit.HOURS)
class PublisherCrashIT {

  private static final int ROUNDS = Integer.getInteger("daybook.kafka.rounds", 5);
  private static final long SEED = Long.getLong("daybook.kafka.seed", System.nanoTime());
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @RegisterExtension private static final Servers SERVERS = new Servers();

  private final Random random = new Random(SEED);
  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void each_event_is_there_once_and_in_order_whoever_is_killed() throws Exception {
    System.out.printf("%d rounds, seed %d%n", ROUNDS, SEED);
    PublisherProcess publisher = PublisherProcess.start(SERVERS);
    Follower follower = new Follower();
    try (Shop shop = SERVERS.shop();
        LogProcessor reader = new LogProcessor("follower", source(), follower, 500);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Closeable _ = () -> stop.set(true)) {
      reader.start();
      Future<?> appends = threads.submit(() -> append(shop));
      for (int round = 0; round < ROUNDS; round++) {
        if (round % 3 != 1) {
          awaitProgress();
        }
        moment();
        switch (round % 5) {
          case 0 -> {
            publisher.close();
            publisher = PublisherProcess.start(SERVERS);
          }
          case 1 -> {
            SERVERS.killKafka();
            moment();
            SERVERS.restartKafka();
          }
          case 2 -> {
            SERVERS.killPostgres();
            moment();
            SERVERS.restartPostgres();
          }
          case 3 -> {
            // A second one begins before the first one is gone.
            PublisherProcess next = PublisherProcess.start(SERVERS);
            awaitProgress();
            publisher.close();
            publisher = next;
          }
          default -> {
            // The publisher dies while the broker is away.
            SERVERS.killKafka();
            moment();
            publisher.close();
            publisher = PublisherProcess.start(SERVERS);
            moment();
            SERVERS.restartKafka();
          }
        }
      }
      awaitProgress();
      stop.set(true);
      appends.get();
      follower.recover();

      long head = shop.log().head();
      await().atMost(LIMIT).ignoreExceptions().until(() -> published() >= head);
      System.out.printf("%d events%n", head);
      List<StoredEvent> log = shop.all();
      Copy.in(SERVERS.settings()).assertIsCopyOf(log);
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(reader.position()).as(() -> reader.failure().orElse("")).isEqualTo(head));
      assertThat(follower.seen()).isEqualTo(log.stream().map(StoredEvent::eventId).toList());
      assertThat(head).isPositive();
    } finally {
      publisher.close();
    }
  }

  private static KafkaEventSource source() {
    return new KafkaEventSource(
        SERVERS.settings(), EventSerializer.ofAllEvents(), NoOpEventUpcaster.INSTANCE);
  }

  private void append(Shop shop) {
    Random sizes = new Random(SEED + 1);
    while (!stop.get()) {
      try {
        shop.happen(1 + sizes.nextInt(60));
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      } catch (RuntimeException away) {
        await()
            .atMost(LIMIT)
            .ignoreExceptions()
            .until(() -> {
              shop.askForVersions();
              return true;
            });
      }
    }
  }

  private void moment() {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400)).toNanos());
  }

  private static void awaitProgress() {
    long[] before = {-1};
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> {
          long now = published();
          if (before[0] < 0) {
            before[0] = now;
          }
          return now > before[0];
        });
  }

  private static long published() {
    try (KafkaConsumer<byte[], byte[]> consumer = Tenure.consumer(SERVERS.settings())) {
      return new CommittedPositions(consumer)
              .of(Topics.ofAllEvents(SERVERS.settings().prefix()).partitions(consumer))
              .values()
              .stream()
              .mapToLong(it -> it)
              .max()
              .orElse(0);
    }
  }
}
