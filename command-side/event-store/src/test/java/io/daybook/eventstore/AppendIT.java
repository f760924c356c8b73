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
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppendIT {

  private static EmbeddedPostgres postgres;

  private Node node;

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
  void open() {
    node = Node.on(postgres);
  }

  @AfterEach
  void close() throws SQLException {
    try (Connection connection = node.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(Node.FORGET);
    }
    node.close();
  }

  @Test
  void a_version_is_given_once_and_none_is_left_out() {
    node.append(events("note/1", 1, 2));

    assertThatThrownBy(() -> node.append(events("note/1", 1, 1)))
        .isInstanceOf(ConcurrencyException.class);
    assertThatThrownBy(() -> node.append(events("note/1", 4, 1)))
        .isInstanceOf(ConcurrencyException.class);
    assertThatThrownBy(() -> node.append(events("note/2", 2, 1)))
        .isInstanceOf(ConcurrencyException.class);

    assertThat(node.append(events("note/1", 3, 1))).isEqualTo(3);
  }

  @Test
  void a_lone_command_after_another_node_follows_it() {
    try (Node other = Node.on(postgres)) {
      for (int version = 1; version <= 40; version += 2) {
        assertThat(node.append(events("note/1", version, 1))).isEqualTo(version);
        assertThat(other.append(events("note/1", version + 1, 1))).isEqualTo(version + 1);
      }
      assertThatThrownBy(() -> node.append(events("note/1", 40, 1)))
          .isInstanceOf(ConcurrencyException.class);
      assertThat(node.append(events("note/1", 41, 1))).isEqualTo(41);
    }
  }

  /// An interruption breaks the connection that a virtual thread waits at.
  @Test
  void interrupted_callers_are_answered_and_the_log_stays_whole() throws Exception {
    node.append(events("note/first", 1, 1));
    List<Thread> callers = new ArrayList<>();
    Queue<Long> answers = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      Thread caller =
          Thread.startVirtualThread(() -> answers.add(node.append(events("note/" + number, 1, 1))));
      callers.add(caller);
      if (number % 3 == 0) {
        caller.interrupt();
        caller.join();
      }
    }
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(answers).containsExactlyInAnyOrderElementsOf(positions(2, 201));
    assertThat(node.store().read(0, 1_000).stream().map(StoredEvent::position))
        .containsExactlyElementsOf(positions(1, 201));
  }

  private static List<Long> positions(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void one_conflict_in_a_group_costs_only_itself() throws Exception {
    node.append(events("note/taken", 1, 2));
    List<Future<?>> good = new ArrayList<>();
    List<Future<?>> bad = new ArrayList<>();
    whileTheLogIsHeld(callers -> {
      for (int i = 0; i < 40; i++) {
        int number = i;
        good.add(callers.submit(() -> node.append(events("note/" + number, 1, 2))));
        bad.add(callers.submit(() -> node.append(events("note/taken", 1 + number % 2, 1))));
      }
    });

    for (Future<?> one : good) {
      one.get();
    }
    for (Future<?> one : bad) {
      assertThatThrownBy(one::get).hasCauseInstanceOf(ConcurrencyException.class);
    }
    assertThat(node.store().read(0, 100).stream().map(StoredEvent::position))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 82).boxed().toList());
  }

  @Test
  void receipts_name_their_positions_also_behind_a_refused_command() throws Exception {
    node.append(events("note/taken", 1, 1));
    List<Future<Long>> commands = new ArrayList<>();
    whileTheLogIsHeld(callers -> {
      for (int i = 0; i < 30; i++) {
        int number = i;
        String stream = number % 3 == 1 ? "note/taken" : "note/" + number;
        commands.add(
            callers.submit(() -> appendWithReceipt(stream, 1 + number % 4, "key-" + number)));
      }
    });

    for (int i = 0; i < 30; i++) {
      if (i % 3 == 1) {
        assertThatThrownBy(commands.get(i)::get).isInstanceOf(ExecutionException.class);
        assertThat(node.store().receipts().find("key-" + i)).isEmpty();
      } else {
        assertThat(node.store().receipts().find("key-" + i).orElseThrow().position())
            .as("key %d", i)
            .isEqualTo(commands.get(i).get());
      }
    }
  }

  @Test
  void what_the_database_can_not_keep_fails_by_itself() throws Exception {
    List<Future<?>> commands = new ArrayList<>();
    whileTheLogIsHeld(callers -> {
      commands.add(callers.submit(() -> node.append(events("note/1", 1, 1))));
      commands.add(callers.submit(() -> node.append(events(tooLongForAnIndex(), 1, 1))));
      commands.add(callers.submit(() -> node.append(events("note/2", 1, 1))));
    });

    commands.get(0).get();
    assertThatThrownBy(commands.get(1)::get).hasCauseInstanceOf(EventStoreException.class);
    commands.get(2).get();
    assertThat(node.store().head()).isEqualTo(2);
  }

  @Test
  void a_full_queue_turns_commands_away() throws Exception {
    int callersAtOnce = EventStoreSettings.defaults().queueCapacity() + 1_000;
    List<Future<?>> commands = new ArrayList<>();
    whileTheLogIsHeld(callers -> {
      for (int i = 0; i < callersAtOnce; i++) {
        int number = i;
        commands.add(callers.submit(() -> node.append(events("note/" + number, 1, 1))));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> commands.stream().anyMatch(one -> one.state() == Future.State.FAILED));
    });

    int written = 0;
    for (Future<?> command : commands) {
      try {
        command.get();
        written++;
      } catch (ExecutionException failed) {
        assertThat(failed).hasCauseInstanceOf(EventStoreBusyException.class);
      }
    }
    assertThat(node.store().head()).isEqualTo(written);
  }

  @Test
  void an_event_without_an_aggregate_is_kept_too() throws Exception {
    node.store().publish(GenericEventMessage.asEventMessage(new Noted("alone", 1)));

    try (var stream = node.store().openStream(null)) {
      var message = stream.nextAvailable();
      assertThat(message).isNotInstanceOf(DomainEventMessage.class);
      assertThat(message.getPayload()).isEqualTo(new Noted("alone", 1));
    }
  }

  @Test
  void who_was_told_of_a_commit_finds_it_in_the_stream() {
    for (int i = 1; i <= 200; i++) {
      long position = node.append(events("note/told", i, 1));
      assertThat(node.store().head()).isEqualTo(position);
    }
    try (var stream = node.store().openStream(new GlobalSequenceTrackingToken(200))) {
      for (int i = 201; i <= 300; i++) {
        node.append(events("note/told", i, 1));
        assertThat(stream.hasNextAvailable()).as("event %d", i).isTrue();
        assertThat(stream.peek().orElseThrow().trackingToken().position()).hasValue(i);
        next(stream);
      }
    }
  }

  @Test
  void a_reader_beyond_the_end_of_the_log_is_told_so() {
    node.append(events("note/1", 1, 2));

    assertThatThrownBy(() -> node.store().openStream(new GlobalSequenceTrackingToken(3)))
        .isInstanceOf(EventStoreException.class);
  }

  private long appendWithReceipt(String stream, int count, String key) {
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    AppendContext context = AppendContext.current();
    work.execute(() -> {
      node.store().publish(events(stream, 1, count));
      context.receipt(new Receipt(key, "fingerprint", "outcome"));
    });
    return context.lastPosition();
  }

  private static void next(org.axonframework.common.stream.BlockingStream<?> stream) {
    try {
      stream.nextAvailable();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String tooLongForAnIndex() {
    return new Random(1)
        .ints(100_000, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// Lets commands pile up, so that they are written in groups, and waits for all of them.
  private void whileTheLogIsHeld(HandingIn handingIn) throws SQLException {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        Connection connection = node.pool().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(%d)".formatted(GroupStatement.LOCK));
      handingIn.handIn(callers);
      connection.commit();
    }
  }

  private interface HandingIn {
    void handIn(ExecutorService callers);
  }
}
