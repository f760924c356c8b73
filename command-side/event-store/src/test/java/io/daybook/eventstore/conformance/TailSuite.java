package io.daybook.eventstore.conformance;

import static io.daybook.eventstore.conformance.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Test;

/// Tails: who follows the log hears of news soon, and finds everything once and in order.
abstract class TailSuite extends Suite {

  private static final int TRIES = 5;
  private static final long SOON_MILLIS = 200;

  TailSuite(TestServer server, Candidate candidate) {
    super(server, candidate);
  }

  @Test
  void a_reader_of_the_same_node_hears_of_news_soon() throws Exception {
    Node node = node();

    assertThat(medianMillis(node, node)).isLessThan(SOON_MILLIS);
  }

  @Test
  void a_reader_of_another_node_hears_of_news_soon() throws Exception {
    assertThat(medianMillis(node(), node())).isLessThan(SOON_MILLIS);
  }

  /// From the acknowledgement to the delivery, when nothing has happened for a moment.
  private static long medianMillis(Node writer, Node listener) throws Exception {
    List<Long> times = new ArrayList<>();
    try (BlockingStream<TrackedEventMessage<?>> stream = listener.store().openStream(null)) {
      for (int version = 1; version <= TRIES; version++) {
        assertThat(stream.hasNextAvailable(150, TimeUnit.MILLISECONDS)).isFalse();
        writer.append(events("note/1", version, 1));
        long acknowledged = System.nanoTime();
        assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
        times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - acknowledged));
        stream.nextAvailable();
      }
    }
    return times.stream().sorted().toList().get(TRIES / 2);
  }

  /// Axon's pooled processors poll every half second unless a stream can do this.
  @Test
  void a_stream_calls_when_there_is_news() {
    Node one = node();
    Node two = node();
    AtomicInteger calls = new AtomicInteger();
    try (BlockingStream<TrackedEventMessage<?>> stream = two.store().openStream(null)) {
      assertThat(stream.setOnAvailableCallback(calls::incrementAndGet)).isTrue();
      one.append(events("note/1", 1, 1));
      await().atMost(Duration.ofSeconds(5)).until(() -> calls.get() > 0);
      two.append(events("note/2", 1, 1));
      int before = calls.get();
      one.append(events("note/3", 1, 1));
      await().atMost(Duration.ofSeconds(5)).until(() -> calls.get() > before);
    }
  }

  @Test
  void a_reader_goes_on_from_any_token() throws Exception {
    Node node = node();
    node.append(events("note/1", 1, 60));
    List<TrackedEventMessage<?>> all = read(node, null, 60);
    List<String> identifiers = Reader.identifiers(all);
    Node restarted = node();

    for (int i = 0; i < 59; i++) {
      TrackingToken token = all.get(i).trackingToken();
      assertThat(Reader.identifiers(read(restarted, token, 1)))
          .containsExactly(identifiers.get(i + 1));
    }
    assertThat(Reader.identifiers(read(restarted, all.get(29).trackingToken(), 30)))
        .isEqualTo(identifiers.subList(30, 60));
  }

  @Test
  void readers_catch_up_side_by_side_and_then_follow() throws Exception {
    Node writer = node();
    for (int i = 0; i < 50; i++) {
      writer.append(events("note/" + i, 1, 100));
    }
    Node node = node();
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      readers.add(reader(node, null));
    }
    for (int i = 0; i < 10; i++) {
      writer.append(events("note/new-" + i, 1, 1));
      node.append(events("note/newer-" + i, 1, 1));
    }

    for (Reader reader : readers) {
      reader.awaitSeen(5_020);
      assertThat(reader.seen())
          .hasSize(5_020)
          .doesNotHaveDuplicates()
          .isEqualTo(readers.getFirst().seen());
    }
  }

  @Test
  void a_slow_reader_holds_nobody_up_and_misses_nothing() throws Exception {
    Node node = node();
    node.append(events("note/first", 1, 1));
    try (BlockingStream<TrackedEventMessage<?>> slow = node.store().openStream(null)) {
      List<String> slowly = new ArrayList<>();
      slowly.add(slow.nextAvailable().getIdentifier());
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String stream = "note/" + i;
        writers.add(beside(() -> node.append(events(stream, 1, 500))));
      }
      join(writers);

      List<String> quickly = Reader.identifiers(read(node, null, 20_001));
      while (slowly.size() < 20_001 && slow.hasNextAvailable(5, TimeUnit.SECONDS)) {
        slowly.add(slow.nextAvailable().getIdentifier());
      }

      assertThat(quickly).hasSize(20_001).doesNotHaveDuplicates();
      assertThat(slowly).isEqualTo(quickly);
    }
  }

  /// A restored backup: waiting there would skip what is written next.
  @Test
  void a_token_beyond_the_end_of_the_log_is_refused() throws Exception {
    Node node = node();
    node.append(events("note/1", 1, 5));
    TrackingToken fifth = read(node, null, 5).getLast().trackingToken();
    Node restored = node(database.server().newDatabase().pool());
    restored.append(events("note/1", 1, 3));

    assertThatThrownBy(() -> restored.store().openStream(fifth))
        .isInstanceOf(EventStoreException.class);
  }
}
