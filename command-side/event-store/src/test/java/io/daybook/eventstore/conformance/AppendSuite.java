package io.daybook.eventstore.conformance;

import static io.daybook.eventstore.conformance.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.eventstore.conformance.Node.Noted;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/// Appends: what is kept, who wins, and that a command is written whole or not at all.
abstract class AppendSuite extends Suite {

  private static final int RACERS = 6;

  AppendSuite(TestServer server, Candidate candidate) {
    super(server, candidate);
  }

  /// How many versions are raced for.
  int races() {
    return 1_000;
  }

  @Test
  void an_event_comes_back_as_it_went_in() {
    Node node = node();
    DomainEventMessage<Noted> event =
        new GenericDomainEventMessage<>(
                "Note", "note/1", 0, new Noted("ä \"{\\u0041}\" 猫 \uD83D\uDE00", Long.MAX_VALUE))
            .withMetaData(MetaData.with("who", "somebody"));

    node.append(List.of(event));

    DomainEventMessage<?> read = node.store().readEvents("note/1").next();
    assertThat(read.getPayload()).isEqualTo(event.getPayload());
    assertThat(read.getMetaData()).isEqualTo(event.getMetaData());
    assertThat(read.getIdentifier()).isEqualTo(event.getIdentifier());
    assertThat(read.getAggregateIdentifier()).isEqualTo("note/1");
    assertThat(read.getType()).isEqualTo("Note");
    assertThat(read.getTimestamp().truncatedTo(ChronoUnit.MILLIS))
        .isEqualTo(event.getTimestamp().truncatedTo(ChronoUnit.MILLIS));
  }

  @Test
  void an_event_of_a_megabyte_is_kept() {
    Node node = node();
    Noted large = new Noted("a".repeat(1 << 20), 1);

    node.append(List.of(new GenericDomainEventMessage<>("Note", "note/large", 0, large)));

    assertThat(node.store().readEvents("note/large").next().getPayload()).isEqualTo(large);
  }

  @Test
  void an_event_without_an_aggregate_is_kept() throws Exception {
    Node node = node();

    node.append(List.of(GenericEventMessage.asEventMessage(new Noted("alone", 1))));

    TrackedEventMessage<?> read = read(node, null, 1).getFirst();
    assertThat(read).isNotInstanceOf(DomainEventMessage.class);
    assertThat(read.getPayload()).isEqualTo(new Noted("alone", 1));
  }

  @Test
  void a_lost_race_is_a_concurrency_exception() {
    Node node = node();
    node.append(events("note/1", 1, 2));

    assertThatThrownBy(() -> node().append(events("note/1", 2, 1)))
        .isInstanceOf(ConcurrencyException.class);
  }

  @Test
  void a_version_is_not_left_out() {
    Node node = node();
    node.append(events("note/1", 1, 2));

    assertThatThrownBy(() -> node.append(events("note/1", 4, 1)))
        .isInstanceOf(ConcurrencyException.class);
  }

  @Test
  void a_refused_command_writes_nothing() {
    Node node = node();
    node.append(events("note/taken", 1, 2));
    List<DomainEventMessage<?>> command = new ArrayList<>(events("note/a", 1, 3));
    command.addAll(events("note/taken", 2, 1));
    command.addAll(events("note/b", 1, 3));

    assertThatThrownBy(() -> node.append(command)).isInstanceOf(RuntimeException.class);

    assertThat(node.store().lastSequenceNumberFor("note/a")).isEmpty();
    assertThat(node.store().lastSequenceNumberFor("note/b")).isEmpty();
    assertThat(node.store().lastSequenceNumberFor("note/taken")).contains(1L);
  }

  @Test
  void a_command_over_many_streams_is_written_in_its_order() throws Exception {
    Node node = node();
    List<DomainEventMessage<?>> command = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      command.addAll(events("note/" + i, 1, 2));
    }

    node.append(command);

    assertThat(Reader.identifiers(read(node, null, 48)))
        .isEqualTo(command.stream().map(DomainEventMessage::getIdentifier).toList());
  }

  @Test
  void commands_with_the_same_streams_in_other_orders_do_not_block_each_other() throws Exception {
    List<Node> nodes = List.of(node(), node());
    List<Future<Integer>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      int number = writer;
      writers.add(beside(() -> appendCrossing(nodes.get(number % 2), number)));
    }

    int written = 0;
    for (Future<Integer> writer : writers) {
      written += join(writer);
    }
    assertThat(written).isEqualTo(100);
  }

  /// Pairs of streams that two writers touch in opposite orders, at the same versions.
  private static int appendCrossing(Node node, int writer) {
    int written = 0;
    for (int i = 0; i < 50; i++) {
      String a = "cross/%d/%d/a".formatted(writer / 2, i);
      String b = "cross/%d/%d/b".formatted(writer / 2, i);
      List<DomainEventMessage<?>> command = new ArrayList<>(events(writer % 2 == 0 ? a : b, 1, 1));
      command.addAll(events(writer % 2 == 0 ? b : a, 1, 1));
      try {
        node.append(command);
        written++;
      } catch (RuntimeException lost) {
        // The other one was there first.
      }
    }
    return written;
  }

  @Test
  void one_racer_wins_each_version() throws Exception {
    List<Node> nodes = List.of(node(), node());
    CyclicBarrier start = new CyclicBarrier(RACERS);
    List<Future<List<Long>>> racers = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      Node node = nodes.get(racer % 2);
      racers.add(beside(() -> race(node, start)));
    }

    List<Long> won = new ArrayList<>();
    for (Future<List<Long>> racer : racers) {
      won.addAll(join(racer));
    }
    assertThat(won)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, races()).boxed().toList());
    assertThat(nodes.getFirst().store().lastSequenceNumberFor("note/race")).contains(races() - 1L);
  }

  private List<Long> race(Node node, CyclicBarrier start) throws Exception {
    List<Long> won = new ArrayList<>();
    for (long version = 1; version <= races(); version++) {
      start.await();
      try {
        node.append(events("note/race", version, 1));
        won.add(version);
      } catch (RuntimeException lost) {
        // One of the others was there first.
      }
    }
    return won;
  }
}
