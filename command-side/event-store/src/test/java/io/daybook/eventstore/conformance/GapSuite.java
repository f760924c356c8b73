package io.daybook.eventstore.conformance;

import static io.daybook.eventstore.conformance.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

/// Order: transactions that are slow, late or rolled back make nobody miss or reorder an event.
abstract class GapSuite extends Suite {

  /// Longer than a store may be told to wait for a gap.
  private static final Duration LONG = StockJdbcCandidate.IMPATIENCE.plusMillis(500);

  private static final int OTHERS = 20;
  private static final int SLOW = 3;

  GapSuite(TestServer server, Candidate candidate) {
    super(server, candidate);
  }

  @Test
  void every_reader_sees_the_same_sequence_although_one_transaction_is_slow() throws Exception {
    Node one = node();
    Node two = node();
    Reader early = reader(two, null);
    try (SlowTransactions slow = SlowTransactions.on(database, candidate)) {
      List<Future<?>> commands = appendAround(slow, one, two);
      awaitNoLongerThan(LONG, () -> early.hasSeen(OTHERS));
      slow.letGo();
      join(commands);
    }

    early.awaitSeen(OTHERS + SLOW);
    List<String> late = Reader.identifiers(read(one, null, OTHERS + SLOW));

    assertThat(early.seen()).doesNotHaveDuplicates().isEqualTo(late);
  }

  @Test
  void a_reader_who_comes_while_a_transaction_is_slow_misses_nothing() throws Exception {
    Node one = node();
    Node two = node();
    Reader reader;
    try (SlowTransactions slow = SlowTransactions.on(database, candidate)) {
      List<Future<?>> commands = appendAround(slow, one, two);
      await().pollDelay(LONG).until(() -> true);
      reader = reader(node(), null);
      awaitNoLongerThan(LONG, () -> reader.hasSeen(OTHERS));
      slow.letGo();
      join(commands);
    }

    reader.awaitSeen(OTHERS + SLOW);
    assertThat(reader.seen()).doesNotHaveDuplicates();
  }

  /// A slow command, and others beside it and after it.
  private List<Future<?>> appendAround(SlowTransactions slow, Node one, Node two) {
    List<Future<?>> commands = new ArrayList<>();
    commands.add(beside(() -> one.append(events(SlowTransactions.STREAM, 1, SLOW))));
    slow.awaitOne();
    for (int i = 0; i < OTHERS; i++) {
      String stream = "note/" + i;
      Node node = i % 2 == 0 ? one : two;
      commands.add(beside(() -> node.append(events(stream, 1, 1))));
    }
    return commands;
  }

  @Test
  void a_transaction_that_broke_off_holds_nobody_up_for_ever() throws Exception {
    Node one = node();
    Node two = node();
    Reader reader = reader(two, null);
    Future<?> broken;
    try (SlowTransactions slow = SlowTransactions.on(database, candidate)) {
      broken = beside(() -> one.append(events(SlowTransactions.STREAM, 1, SLOW)));
      slow.awaitOne();
      slow.breakOff();
    }
    boolean written = succeeds(broken);

    two.append(events("note/after", 1, 2));

    reader.awaitSeen(written ? 2 + SLOW : 2);
    assertThat(two.store().lastSequenceNumberFor(SlowTransactions.STREAM).isPresent())
        .isEqualTo(written);
  }

  private static boolean succeeds(Future<?> command) {
    try {
      join(command);
      return true;
    } catch (Exception failed) {
      return false;
    }
  }

  @Test
  void refused_commands_leave_no_gap_in_the_positions() throws Exception {
    Node node = node();
    for (int i = 1; i <= 10; i++) {
      node.append(events("note/1", i, 1));
      long taken = i;
      assertThatThrownBy(() -> node.append(events("note/1", taken, 1)))
          .isInstanceOf(RuntimeException.class);
    }

    assertThat(positions(read(node, null, 10)))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
  }

  /// What would stall a store that orders by transaction id.
  @Test
  void somebody_elses_open_transaction_holds_nobody_up() throws Exception {
    database.execute("create table beside_the_log (id int primary key)");
    Node one = node();
    Reader reader = reader(node(), null);
    try (Connection open = database.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("insert into beside_the_log values (1)");
      statement.execute("select pg_current_xact_id()");

      one.append(events("note/1", 1, 2));

      reader.awaitSeen(2);
      open.rollback();
    }
  }

  @Test
  void two_nodes_at_once_make_one_sequence() throws Exception {
    List<Node> nodes = List.of(node(), node());
    List<Reader> readers = nodes.stream().map(node -> reader(node, null)).toList();
    List<Future<?>> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String stream = "note/" + writer;
      Node node = nodes.get(writer % 2);
      writers.add(
          beside(() -> {
            for (int i = 0; i < 40; i++) {
              node.append(events(stream, 1 + 2L * i, 2));
            }
          }));
    }
    join(writers);

    int all = 8 * 40 * 2;
    readers.forEach(reader -> reader.awaitSeen(all));
    List<TrackedEventMessage<?>> again = read(nodes.getFirst(), null, all);
    assertThat(new HashSet<>(Reader.identifiers(again))).hasSize(all);
    for (Reader reader : readers) {
      assertThat(reader.seen()).isEqualTo(Reader.identifiers(again));
    }
  }

  private static List<Long> positions(List<TrackedEventMessage<?>> messages) {
    return messages.stream()
        .map(message -> message.trackingToken().position().orElseThrow())
        .toList();
  }

  /// For a store that hands out nothing meanwhile this waits in vain, and rightly so.
  private static void awaitNoLongerThan(
      Duration limit, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    await()
        .atMost(limit.plusSeconds(5))
        .until(() -> condition.getAsBoolean() || System.nanoTime() > end);
  }
}
