package io.daybook.eventstore.conformance;

import static io.daybook.eventstore.conformance.Node.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.eventstore.conformance.Node.Noted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

/// Reading: streams by version, and the places in the log at which a reader can begin.
abstract class ReadSuite extends Suite {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  ReadSuite(TestServer server, Candidate candidate) {
    super(server, candidate);
  }

  @Test
  void an_unknown_stream_is_empty() {
    Node node = node();

    assertThat(node.store().readEvents("note/none").hasNext()).isFalse();
    assertThat(node.store().lastSequenceNumberFor("note/none")).isEmpty();
  }

  @Test
  void a_stream_of_thousands_is_read_in_order() {
    Node node = node();
    node.append(events("note/long", 1, 2_500));
    node.append(events("note/other", 1, 10));

    assertThat(sequenceNumbers(node, "note/long", 0))
        .containsExactlyElementsOf(LongStream.range(0, 2_500).boxed().toList());
    assertThat(sequenceNumbers(node, "note/long", 1_990))
        .containsExactlyElementsOf(LongStream.range(1_990, 2_500).boxed().toList());
    assertThat(node.store().lastSequenceNumberFor("note/long")).contains(2_499L);
  }

  @Test
  void a_stream_from_beyond_its_end_is_empty() {
    Node node = node();
    node.append(events("note/1", 1, 3));

    assertThat(sequenceNumbers(node, "note/1", 3)).isEmpty();
  }

  @Test
  void an_acknowledged_event_is_read_at_once_at_every_node() {
    List<Node> nodes = List.of(node(), node());
    for (int version = 1; version <= 50; version++) {
      nodes.get(version % 2).append(events("note/1", version, 1));
      for (Node node : nodes) {
        assertThat(node.store().lastSequenceNumberFor("note/1")).contains(version - 1L);
        assertThat(sequenceNumbers(node, "note/1", version - 1)).hasSize(1);
      }
    }
  }

  @Test
  void the_tail_token_stands_before_everything() throws Exception {
    Node node = node();
    TrackingToken ofEmptyLog = node.store().createTailToken();
    node.append(events("note/1", 1, 3));

    assertThat(read(node, ofEmptyLog, 3)).hasSize(3);
    assertThat(read(node, node.store().createTailToken(), 3)).hasSize(3);
  }

  @Test
  void the_head_token_stands_behind_everything() throws Exception {
    Node node = node();
    TrackingToken ofEmptyLog = node.store().createHeadToken();
    node.append(events("note/1", 1, 3));
    TrackingToken head = node.store().createHeadToken();
    node.append(events("note/2", 1, 1));

    assertThat(read(node, ofEmptyLog, 4)).hasSize(4);
    assertThat(read(node, head, 1).getFirst().getPayload()).isEqualTo(new Noted("note/2", 1));
  }

  @Test
  void a_token_at_an_instant_stands_before_what_was_recorded_since() throws Exception {
    Node node = node();
    for (int minute = 0; minute < 5; minute++) {
      node.append(
          List.of(
              new GenericDomainEventMessage<>(
                  "Note",
                  "note/1",
                  minute,
                  new Noted("note/1", minute),
                  MetaData.emptyInstance(),
                  "id-" + minute,
                  NOON.plus(Duration.ofMinutes(minute)))));
    }

    assertThat(firstAt(node, NOON.minusSeconds(1))).isEqualTo("id-0");
    assertThat(firstAt(node, NOON.plus(Duration.ofMinutes(2)))).isEqualTo("id-2");
    assertThat(firstAt(node, NOON.plus(Duration.ofSeconds(150)))).isEqualTo("id-3");
  }

  @Test
  void a_token_at_an_instant_to_come_stands_at_the_head() throws Exception {
    Node node = node();
    node.append(events("note/1", 1, 3));

    TrackingToken token = node.store().createTokenAt(Instant.now().plusSeconds(3_600));
    node.append(events("note/2", 1, 1));

    assertThat(read(node, token, 1).getFirst().getPayload()).isEqualTo(new Noted("note/2", 1));
  }

  private static String firstAt(Node node, Instant instant) throws InterruptedException {
    return read(node, node.store().createTokenAt(instant), 1).getFirst().getIdentifier();
  }

  private static List<Long> sequenceNumbers(Node node, String stream, long from) {
    return node.store()
        .readEvents(stream, from)
        .asStream()
        .map(DomainEventMessage::getSequenceNumber)
        .toList();
  }
}
