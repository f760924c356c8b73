package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.EventSerializer;
import io.daybook.axon.LogProcessor;
import io.daybook.eventstore.StoredEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is demanded of the event store's tail, on the topics: order, going on from any token,
/// replay from the first event, crashes.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SourceIT {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final long SOON_MILLIS = 500;
  private static final int TRIES = 5;

  @RegisterExtension private static final Servers SERVERS = new Servers();

  @SuppressWarnings("NullAway.Init")
  private Shop shop;

  @SuppressWarnings("NullAway.Init")
  private KafkaPublisher publisher;

  @SuppressWarnings("NullAway.Init")
  private KafkaEventSource source;

  @BeforeEach
  void open() {
    shop = SERVERS.shop();
    publisher = new KafkaPublisher(shop.log(), SERVERS.settings(), new SimpleMeterRegistry());
    publisher.start();
    source =
        new KafkaEventSource(
            SERVERS.settings(), EventSerializer.ofAllEvents(), NoOpEventUpcaster.INSTANCE);
    await().atMost(SOON).until(publisher::isActive);
  }

  @AfterEach
  void close() {
    publisher.close();
    shop.close();
  }

  @Test
  void a_replay_from_the_first_event_is_the_log() throws Exception {
    shop.happenAtOnce(12_000);
    shop.happen(100);

    List<TrackedEventMessage<?>> read = read(null, 12_100);

    List<TrackedEventMessage<?>> expected = new ArrayList<>();
    try (BlockingStream<TrackedEventMessage<?>> stream = shop.log().openStream(null)) {
      while (expected.size() < 12_100) {
        expected.add(stream.nextAvailable());
      }
    }
    assertThat(read)
        .map(SourceIT::saidBy)
        .isEqualTo(expected.stream().map(SourceIT::saidBy).toList());
  }

  @Test
  void a_reader_goes_on_from_any_token() throws Exception {
    shop.happen(30);
    shop.happenAtOnce(20_000);
    List<TrackedEventMessage<?>> all = read(null, 20_030);

    for (int at : List.of(0, 1, 28, 29, 30, 5_000, 9_999, 20_000, 20_028)) {
      TrackingToken token = all.get(at).trackingToken();
      assertThat(identifiers(read(token, 1))).containsExactly(all.get(at + 1).getIdentifier());
    }
    assertThat(source.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(20_030));
    assertThat(read(source.createTailToken(), 1).getFirst().getIdentifier())
        .isEqualTo(all.getFirst().getIdentifier());
  }

  @Test
  void a_reader_hears_of_news_soon() throws Exception {
    List<Long> times = new ArrayList<>();
    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(null)) {
      for (int i = 0; i < TRIES; i++) {
        assertThat(stream.hasNextAvailable(150, TimeUnit.MILLISECONDS)).isFalse();
        shop.happen(1);
        long acknowledged = System.nanoTime();
        assertThat(stream.hasNextAvailable(10, TimeUnit.SECONDS)).isTrue();
        times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - acknowledged));
        stream.nextAvailable();
      }
    }
    System.out.printf("From acknowledgement to delivery, in ms: %s%n", times);
    assertThat(times.stream().sorted().toList().get(TRIES / 2)).isLessThan(SOON_MILLIS);
  }

  @Test
  void readers_side_by_side_see_the_same_and_a_slow_one_holds_nobody_up() throws Exception {
    shop.happenAtOnce(12_000);
    try (BlockingStream<TrackedEventMessage<?>> slow = source.openStream(null)) {
      List<TrackedEventMessage<?>> slowly = new ArrayList<>();
      slowly.add(slow.nextAvailable());
      List<Follower> followers = List.of(new Follower(), new Follower(), new Follower());
      List<LogProcessor> processors =
          followers.stream().map(it -> new LogProcessor("test", source, it, 1_000)).toList();
      processors.forEach(LogProcessor::start);
      try {
        shop.happenAtOnce(8_000);
        shop.happen(20);
        await()
            .atMost(SOON)
            .until(() -> processors.stream().allMatch(it -> it.position() == 20_020));
      } finally {
        processors.forEach(LogProcessor::close);
      }
      while (slowly.size() < 20_020 && slow.hasNextAvailable(20, TimeUnit.SECONDS)) {
        slowly.add(slow.nextAvailable());
      }

      List<String> log = shop.all().stream().map(StoredEvent::eventId).toList();
      assertThat(followers).allSatisfy(it -> assertThat(it.seen()).isEqualTo(log));
      assertThat(identifiers(slowly)).isEqualTo(log);
    }
  }

  @Test
  void a_reader_goes_on_while_the_database_is_away() throws Exception {
    shop.happenAtOnce(6_000);
    await().atMost(SOON).until(() -> source.createHeadToken().position().orElse(0) == 6_000);
    Follower follower = new Follower();
    SERVERS.killPostgres();
    try (LogProcessor processor = new LogProcessor("test", source, follower, 100)) {
      processor.start();
      await().atMost(SOON).until(() -> processor.position() == 6_000);
      SERVERS.restartPostgres();
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> {
            shop.askForVersions();
            shop.happen(50);
            return true;
          });

      await().atMost(SOON).until(() -> processor.position() == shop.log().head());
    }
    assertThat(follower.seen()).isEqualTo(shop.all().stream().map(StoredEvent::eventId).toList());
  }

  /// Records stand in the order of positions, and a publisher that begins anew writes them later
  /// than they were recorded; but tokens are the log's, and the log knows.
  @Test
  void an_instant_is_asked_of_the_log() throws Exception {
    shop.happen(30);
    StoredEvent tenth = shop.all().get(9);

    assertThatThrownBy(() -> source.createTokenAt(tenth.recordedAt()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("event store");
    assertThatThrownBy(() -> source.createTokenSince(Duration.ofMinutes(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("event store");
    TrackingToken there = shop.log().createTokenAt(tenth.recordedAt());
    assertThat(read(null, 30)).as("all is published").hasSize(30);
    assertThat(identifiers(read(there, 1)))
        .containsExactly(shop.all().get((int) there.position().orElseThrow()).eventId());
  }

  @Test
  void a_token_beyond_the_end_is_refused() throws Exception {
    shop.happen(5);
    read(null, 5);

    assertThatThrownBy(() -> source.openStream(new GlobalSequenceTrackingToken(6)))
        .isInstanceOf(EventStoreException.class);
  }

  @Test
  void a_reader_sees_the_log_while_publisher_and_broker_are_killed() throws Exception {
    Follower follower = new Follower();
    try (LogProcessor processor = new LogProcessor("test", source, follower, 100)) {
      processor.start();
      shop.happen(300);
      await().atMost(SOON).until(() -> follower.seen().size() > 50);
      SERVERS.killKafka();
      shop.happen(300);
      SERVERS.restartKafka();
      await().atMost(SOON).until(() -> follower.seen().size() > 350);
      publisher.close();
      shop.happen(300);
      publisher = new KafkaPublisher(shop.log(), SERVERS.settings(), new SimpleMeterRegistry());
      publisher.start();
      shop.happen(100);

      await().atMost(SOON).until(() -> processor.position() == 1_000);
    }
    assertThat(follower.seen()).isEqualTo(shop.all().stream().map(StoredEvent::eventId).toList());
  }

  private List<TrackedEventMessage<?>> read(@Nullable TrackingToken from, int count)
      throws InterruptedException {
    List<TrackedEventMessage<?>> read = new ArrayList<>(count);
    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(from)) {
      while (read.size() < count && stream.hasNextAvailable(20, TimeUnit.SECONDS)) {
        read.add(stream.nextAvailable());
      }
    }
    return read;
  }

  private static List<String> identifiers(List<TrackedEventMessage<?>> messages) {
    return messages.stream().<String>map(TrackedEventMessage::getIdentifier).toList();
  }

  /// All that a handler can ask a message for.
  private static List<Object> saidBy(TrackedEventMessage<?> message) {
    DomainEventMessage<?> event = (DomainEventMessage<?>) message;
    return List.of(
        message.trackingToken(),
        event.getIdentifier(),
        event.getTimestamp(),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        String.valueOf(event.getType()),
        event.getPayloadType(),
        event.getPayload(),
        event.getMetaData());
  }
}
