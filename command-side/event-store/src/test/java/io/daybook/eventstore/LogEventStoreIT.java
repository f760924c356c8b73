package io.daybook.eventstore;

import static io.daybook.eventstore.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.Node.Noted;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogEventStoreIT {

  private static EmbeddedPostgres postgres;

  private Node one;
  private Node two;

  @BeforeAll
  static void startServer() {
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase(Node.DATABASE);
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
  }

  @BeforeEach
  void openTwoNodes() {
    one = Node.on(postgres);
    two = Node.on(postgres);
  }

  @AfterEach
  void closeNodes() throws SQLException {
    try (Connection connection = one.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(Node.FORGET);
    }
    one.close();
    two.close();
  }

  @Test
  void positions_are_dense_and_every_reader_sees_the_same_sequence_from_two_nodes()
      throws Exception {
    int writers = 16;
    int appends = 50;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String stream = "note/dense-" + writer;
        Node node = writer % 2 == 0 ? one : two;
        running.add(
            threads.submit(() -> {
              for (int i = 0; i < appends; i++) {
                node.append(events(stream, 1 + 2L * i, 2));
              }
            }));
      }
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    }

    int total = writers * appends * 2;
    List<TrackedEventMessage<?>> atOne = readAll(one, total);
    List<TrackedEventMessage<?>> atTwo = readAll(two, total);

    assertThat(atOne.stream().map(event -> event.trackingToken().position().orElseThrow()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, total).boxed().toList());
    assertThat(atTwo.stream().map(TrackedEventMessage::getIdentifier).toList())
        .isEqualTo(atOne.stream().map(TrackedEventMessage::getIdentifier).toList());
    for (int writer = 0; writer < writers; writer++) {
      String stream = "note/dense-" + writer;
      assertThat(
              atOne.stream()
                  .map(event -> (Noted) event.getPayload())
                  .filter(noted -> noted.stream().equals(stream))
                  .map(Noted::version))
          .isSorted()
          .hasSize(appends * 2);
    }
  }

  @Test
  void one_racer_wins_a_version_and_the_others_are_told() throws Exception {
    for (int round = 0; round < 100; round++) {
      String stream = "note/race-" + round;
      AtomicInteger winners = new AtomicInteger();
      AtomicInteger losers = new AtomicInteger();
      CountDownLatch go = new CountDownLatch(1);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int racer = 0; racer < 6; racer++) {
          Node node = racer % 2 == 0 ? one : two;
          threads.execute(() -> {
            awaitUninterruptibly(go);
            try {
              node.append(events(stream, 1, 1));
              winners.incrementAndGet();
            } catch (ConcurrencyException lost) {
              losers.incrementAndGet();
            }
          });
        }
        go.countDown();
      }
      assertThat(winners).hasValue(1);
      assertThat(losers).hasValue(5);
    }
  }

  @Test
  void a_command_over_several_streams_is_written_whole_or_not_at_all() {
    one.append(events("note/taken", 1, 1));
    List<DomainEventMessage<?>> both = new ArrayList<>(events("note/free", 1, 1));
    both.addAll(events("note/taken", 1, 1));

    assertThatThrownBy(() -> one.append(both)).isInstanceOf(ConcurrencyException.class);

    assertThat(one.store().readEvents("note/free").hasNext()).isFalse();
    assertThat(one.store().head()).isEqualTo(1);
  }

  @Test
  void a_receipt_stands_with_its_events_and_answers_once() {
    long position = appendWithReceipt(one, "note/receipt", "key-1");

    assertThat(two.store().receipts().find("key-1"))
        .contains(new StoredReceipt("key-1", "fingerprint", "outcome", position));
    assertThatThrownBy(() -> appendWithReceipt(two, "note/receipt-again", "key-1"))
        .isInstanceOf(AlreadyAnsweredException.class);
    assertThat(one.store().readEvents("note/receipt-again").hasNext()).isFalse();
  }

  @Test
  void a_receipt_without_events_is_kept_too() {
    one.store().receipts().keep(new Receipt("refused", "fingerprint", "no"));

    assertThat(one.store().receipts().find("refused"))
        .contains(new StoredReceipt("refused", "fingerprint", "no", 0));
    assertThatThrownBy(
            () -> two.store().receipts().keep(new Receipt("refused", "fingerprint", "yes")))
        .isInstanceOf(AlreadyAnsweredException.class);
  }

  @Test
  void a_name_has_one_owner_until_it_lets_go() {
    claim("note/first", 1, false);

    assertThatThrownBy(() -> claim("note/second", 1, false))
        .isInstanceOf(ClaimTakenException.class);
    assertThat(one.store().readEvents("note/second").hasNext()).isFalse();

    claim("note/first", 2, true);
    claim("note/second", 1, false);
    assertThat(one.store().readEvents("note/second").hasNext()).isTrue();
  }

  @Test
  void a_reader_catches_up_and_then_follows_both_nodes() throws Exception {
    for (int i = 0; i < 30; i++) {
      one.append(events("note/old-" + i, 1, 100));
    }
    try (BlockingStream<TrackedEventMessage<?>> stream =
        two.store().openStream(new GlobalSequenceTrackingToken(10))) {
      one.append(events("note/new", 1, 1));
      two.append(events("note/newer", 1, 1));
      for (long expected = 11; expected <= 3_002; expected++) {
        assertThat(stream.nextAvailable().trackingToken().position()).hasValue(expected);
      }
      assertThat(stream.hasNextAvailable()).isFalse();
    }
  }

  @Test
  void somebody_elses_open_transaction_holds_nobody_up() throws Exception {
    try (Connection open = one.pool().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("insert into claims values ('kind', 'value', 'owner')");

      assertThat(one.append(events("note/not-held-up", 1, 1))).isEqualTo(1);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> two.store().awaitBeyond(0, Duration.ofMillis(100)));
      open.rollback();
    }
  }

  @Test
  void a_nul_character_fails_its_own_command_only() {
    var bad = new GenericDomainEventMessage<>("Note", "note/nul", 0, new Noted("a\u0000b", 1));

    assertThatThrownBy(() -> one.append(List.of(bad))).isInstanceOf(SerializationException.class);

    assertThat(one.append(events("note/fine", 1, 1))).isEqualTo(1);
  }

  @Test
  void a_stream_of_thousands_is_read_in_order() {
    one.append(events("note/long", 1, 2_500));

    assertThat(
            one.store()
                .readEvents("note/long")
                .asStream()
                .map(DomainEventMessage::getSequenceNumber))
        .containsExactlyElementsOf(LongStream.range(0, 2_500).boxed().toList());
  }

  @Test
  void the_newest_snapshot_is_read_first() {
    one.append(events("note/snapshot", 1, 10));
    one.store().storeSnapshot(events("note/snapshot", 8, 1).getFirst());
    one.store().storeSnapshot(events("note/snapshot", 3, 1).getFirst());

    assertThat(
            one.store()
                .readEvents("note/snapshot")
                .asStream()
                .map(DomainEventMessage::getSequenceNumber))
        .containsExactly(7L, 8L, 9L);
  }

  private static List<TrackedEventMessage<?>> readAll(Node node, int count) throws Exception {
    List<TrackedEventMessage<?>> all = new ArrayList<>();
    try (BlockingStream<TrackedEventMessage<?>> stream = node.store().openStream(null)) {
      for (int i : IntStream.range(0, count).toArray()) {
        assertThat(stream.hasNextAvailable(10, TimeUnit.SECONDS)).as("event %d", i).isTrue();
        all.add(stream.nextAvailable());
      }
    }
    return all;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static long appendWithReceipt(Node node, String stream, String key) {
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    AppendContext context = AppendContext.current();
    work.execute(() -> {
      node.store().publish(events(stream, 1, 1));
      context.receipt(new Receipt(key, "fingerprint", "outcome"));
    });
    return context.lastPosition();
  }

  private void claim(String owner, long version, boolean release) {
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    work.execute(() -> {
      one.store().publish(events(owner, version, 1));
      if (release) {
        AppendContext.current().release("name", owner);
      } else {
        AppendContext.current().claim("name", "mug", owner);
      }
    });
  }
}
