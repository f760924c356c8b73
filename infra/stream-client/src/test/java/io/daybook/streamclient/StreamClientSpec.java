package io.daybook.streamclient;

import static io.daybook.streamclient.UnreliableServer.just;
import static io.daybook.streamclient.UnreliableServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.streamclient.StreamException.Corrupt;
import io.daybook.streamclient.StreamException.Gap;
import io.daybook.streamclient.StreamException.Refused;
import io.daybook.streamclient.StreamException.Unavailable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a server, or the way to it, may do to a reader.
@Timeout(60)
final class StreamClientSpec {

  private static final long HEAD = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final StreamQuery ALL = StreamQuery.of("all");

  private UnreliableServer server;
  private StreamClient client;
  private final List<Long> got = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new UnreliableServer(HEAD);
    client = new StreamClient(server.uri(), HttpClient.newHttpClient(), 3, PATIENCE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_event_comes_once_in_order() throws InterruptedException {
    long until = client.read(ALL, this::take);

    assertThat(until).isEqualTo(HEAD);
    assertThat(got).isEqualTo(positions(1, HEAD));
  }

  @Test
  void an_event_has_what_its_line_says() throws InterruptedException {
    List<StreamedEvent> events = new ArrayList<>();

    client.read(ALL.after(HEAD - 1), events::add);

    StreamedEvent last = events.getFirst();
    assertThat(last.stream()).isEqualTo("order/20");
    assertThat(last.type()).isEqualTo("ordering.order-placed");
    assertThat(last.revision()).isEqualTo("1");
    assertThat(last.payload().path("n").asInt()).isEqualTo(20);
    assertThat(last.recordedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(last.erased()).isEmpty();
  }

  @Test
  void what_was_cut_off_is_gone_on_with() throws InterruptedException {
    server.first(server.cutAfter(5), server.cutAfter(0), server.cutAfter(7));

    client.read(ALL, this::take);

    assertThat(got).isEqualTo(positions(1, HEAD));
    assertThat(server.asked())
        .extracting(it -> it.get("from"))
        .containsExactly("1", "6", "6", "13");
  }

  @Test
  void what_comes_twice_is_handed_over_once() throws InterruptedException {
    server.first(server.cutAfter(6), server.repeating(4));

    client.read(ALL, this::take);

    assertThat(got).isEqualTo(positions(1, HEAD));
  }

  @Test
  void an_event_that_is_missing_is_noticed_before_the_next_one_is_taken() {
    server.first(server.lines(it -> it.contains(":8,") ? Stream.empty() : Stream.of(it)));

    assertThatThrownBy(() -> client.read(ALL, this::take))
        .isInstanceOf(Gap.class)
        .hasMessage("After position 7 came 9.");
    assertThat(got).isEqualTo(positions(1, 7));
  }

  @Test
  void events_that_are_missing_at_the_end_are_noticed() {
    server.first(server.lines(it -> it.contains("\"e-20\"") ? Stream.empty() : Stream.of(it)));

    assertThatThrownBy(() -> client.read(ALL, this::take)).isInstanceOf(Corrupt.class);
  }

  @Test
  void a_limit_that_was_reached_when_the_answer_was_cut_off_is_not_asked_for_again()
      throws InterruptedException {
    server.first(server.cutAfter(5));

    assertThat(client.read(ALL.limit(5), this::take)).isEqualTo(5);

    assertThat(got).isEqualTo(positions(1, 5));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void progress_beyond_what_came_is_a_gap_where_all_was_asked_for() {
    server.first(just(server.line(1), "{\"progress\":{\"position\":4}}\n", server.line(5)));

    assertThatThrownBy(() -> client.read(ALL, this::take))
        .isInstanceOf(Gap.class)
        .hasMessage("After position 1 came 5.");
  }

  @Test
  void progress_beyond_what_came_is_none_where_some_were_asked_for() throws InterruptedException {
    server.first(just("{\"progress\":{\"position\":4}}\n"));

    client.read(ALL.aggregate("order/5"), this::take);

    assertThat(server.asked().getLast()).containsEntry("from", "5");
  }

  @Test
  void a_server_that_is_stopped_is_asked_for_the_rest() throws InterruptedException {
    server.first(server.stoppedAfter(5));

    assertThat(client.read(ALL, this::take)).isEqualTo(HEAD);

    assertThat(got).isEqualTo(positions(1, HEAD));
  }

  @Test
  void a_connection_on_which_nothing_is_heard_is_given_up_for_another() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    server.first(UnreliableServer.silence(gone));
    StreamClient hasty =
        new StreamClient(server.uri(), HttpClient.newHttpClient(), 3, Duration.ofMillis(300));

    hasty.read(ALL, this::take);
    gone.countDown();

    assertThat(got).isEqualTo(positions(1, HEAD));
  }

  @Test
  void an_end_that_says_nothing_is_none() {
    server.first(just("{\"end\":{}}\n"));

    assertThatThrownBy(() -> client.read(ALL, this::take)).isInstanceOf(Corrupt.class);
  }

  @Test
  void one_of_some_types_that_is_missing_is_noticed_at_the_end() {
    server.first(server.lines(it -> it.contains(":8,") ? Stream.empty() : Stream.of(it)));

    assertThatThrownBy(() -> client.read(ALL.types("ordering.order-placed"), this::take))
        .isInstanceOf(Corrupt.class);
  }

  @Test
  void an_event_that_was_changed_is_noticed() {
    server.first(server.lines(it -> Stream.of(it.replace("{\"n\":8}", "{\"n\":9}"))));

    assertThatThrownBy(() -> client.read(ALL, this::take))
        .isInstanceOf(Corrupt.class)
        .hasMessageContaining("20 events");
  }

  @Test
  void what_is_no_stream_is_said_to_be_none() {
    server.first(just("<html>\n"));

    assertThatThrownBy(() -> client.read(ALL, this::take)).isInstanceOf(Corrupt.class);
  }

  @Test
  void a_server_that_is_busy_or_away_is_asked_again() throws InterruptedException {
    server.first(
        status(429, "{}"),
        server.cutAfter(2),
        status(503, ""),
        status(500, ""),
        just("{\"problem\":{\"title\":\"The log can't be read now.\"}}\n"),
        server.cutAfter(2));

    // Five times in a row is more than it was told to endure.
    StreamClient patient = new StreamClient(server.uri(), HttpClient.newHttpClient(), 6, PATIENCE);
    patient.read(ALL, this::take);

    assertThat(got).isEqualTo(positions(1, HEAD));
  }

  @Test
  void a_server_that_is_away_for_good_is_given_up() {
    server.first(server.cutAfter(3), status(503, ""), status(503, ""), status(503, ""));

    assertThatThrownBy(() -> client.read(ALL, this::take))
        .isInstanceOf(Unavailable.class)
        .hasMessage("Nothing came in 3 attempts after position 3: it is answered with 503");
    assertThat(got).isEqualTo(positions(1, 3));
  }

  @Test
  void a_server_that_says_no_is_not_asked_again() {
    server.first(
        status(
            400,
            """
            {"type":"/problems/request/invalid","title":"Invalid","detail":"types are odd"}\
            """));

    Refused refused =
        catchThrowableOfType(Refused.class, () -> client.read(ALL.types("no.such"), this::take));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.type()).isEqualTo("/problems/request/invalid");
    assertThat(refused).hasMessage("400 Invalid: types are odd");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void a_type_that_nobody_knows_is_passed_over_and_its_position_counts()
      throws InterruptedException {
    long until =
        client.read(ALL.until(18), TypeHandlers.none().with("ordering.order-placed", this::take));

    assertThat(got).doesNotContain(3L, 6L, 18L).contains(1L, 2L, 4L, 20L);
    assertThat(until).isEqualTo(HEAD);
    List<String> unknown = new ArrayList<>();
    client.read(
        ALL,
        TypeHandlers.none()
            .with("ordering.order-placed", _ -> {})
            .otherwise(it -> unknown.add(it.type())));
    assertThat(unknown).hasSize(6).containsOnly("ordering.new-type");
  }

  @Test
  void what_a_handler_could_not_take_comes_again_next_time() throws InterruptedException {
    assertThatThrownBy(() ->
            client.read(
                ALL,
                event -> {
                  if (event.position() == 5) {
                    throw new IllegalStateException("no room");
                  }
                  take(event);
                }))
        .hasMessage("no room");

    client.read(ALL.after(got.getLast()), this::take);

    assertThat(got).isEqualTo(positions(1, HEAD));
  }

  @Test
  void who_follows_goes_on_until_interrupted() throws Exception {
    CountDownLatch all = new CountDownLatch((int) HEAD);
    server.first(just(server.line(1), "{\"progress\":{\"position\":1}}\n"), server.cutAfter(3));
    CompletableFuture<String> ended = new CompletableFuture<>();
    Thread follower =
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.read(ALL.following(), _ -> all.countDown());
                ended.complete("returned");
              } catch (InterruptedException _) {
                ended.complete("interrupted");
              } catch (StreamException failed) {
                ended.completeExceptionally(failed);
              }
            });

    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    follower.interrupt();

    assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
    assertThat(server.asked().getFirst()).containsEntry("follow", "true");
  }

  @Test
  void only_what_is_asked_for_is_asked_for() throws InterruptedException {
    client.read(
        ALL.after(3).until(9).limit(100).types("b.b", "a.a").aggregate("order/ü 1"), this::take);
    client.read(ALL.since(Instant.parse("2026-01-01T00:00:00Z")).limit(2), _ -> {});

    assertThat(server.asked().getFirst())
        .containsEntry("from", "4")
        .containsEntry("until", "9")
        .containsEntry("limit", "100")
        .containsEntry("types", "a.a,b.b")
        .containsEntry("aggregate", "order/ü 1");
    assertThat(server.asked().getLast()).containsEntry("from", "2026-01-01T00:00:00Z");
  }

  private void take(StreamedEvent event) {
    got.add(event.position());
  }

  private static List<Long> positions(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
