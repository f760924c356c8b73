package io.daybook.eventstore.conformance;

import static io.daybook.eventstore.conformance.Node.events;
import static io.daybook.eventstore.conformance.Node.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;

/// Snapshots: the newest is used, and none that the code can't trust.
abstract class SnapshotSuite extends Suite {

  private static final List<Long> ALL = LongStream.range(0, 10).boxed().toList();

  SnapshotSuite(TestServer server, Candidate candidate) {
    super(server, candidate);
  }

  private Node withTenEvents() {
    Node node = node();
    node.append(events("note/1", 1, 10));
    return node;
  }

  private static List<Long> sequenceNumbers(Node node) {
    return node.store()
        .readEvents("note/1")
        .asStream()
        .map(DomainEventMessage::getSequenceNumber)
        .toList();
  }

  @Test
  void the_newest_snapshot_is_read_and_then_what_came_after() {
    Node node = withTenEvents();
    node.store().storeSnapshot(snapshot("note/1", 4));
    node.store().storeSnapshot(snapshot("note/1", 8));

    assertThat(sequenceNumbers(node())).containsExactly(7L, 8L, 9L);
    assertThat(node.store().readEvents("note/1").next().getPayload()).isEqualTo(new Node.Note(8));
  }

  @Test
  void a_snapshot_of_the_last_event_stands_for_all() {
    Node node = withTenEvents();
    node.store().storeSnapshot(snapshot("note/1", 10));

    assertThat(sequenceNumbers(node)).containsExactly(9L);
    node.append(events("note/1", 11, 1));
    assertThat(sequenceNumbers(node)).containsExactly(9L, 10L);
  }

  @Test
  void a_snapshot_that_comes_late_replaces_no_newer_one() {
    Node node = withTenEvents();
    node.store().storeSnapshot(snapshot("note/1", 8));
    node.store().storeSnapshot(snapshot("note/1", 3));

    assertThat(sequenceNumbers(node)).containsExactly(7L, 8L, 9L);
  }

  @Test
  void a_snapshot_of_another_revision_is_not_used() {
    Node node = withTenEvents();
    node.store()
        .storeSnapshot(new GenericDomainEventMessage<>("Note", "note/1", 7, new OldNote(8)));

    assertThat(sequenceNumbers(node)).isEqualTo(ALL);
  }

  /// The state as an older program knew it.
  @Revision("1")
  record OldNote(long version) {}

  @Test
  void a_snapshot_does_not_change_what_the_log_says() throws Exception {
    Node node = withTenEvents();
    node.store().storeSnapshot(snapshot("note/1", 8));

    assertThat(read(node, null, 10)).hasSize(10);
    assertThat(node.store().lastSequenceNumberFor("note/1")).contains(9L);
    assertThat(
            node.store()
                .readEvents("note/1", 0)
                .asStream()
                .map(DomainEventMessage::getSequenceNumber))
        .containsExactlyElementsOf(ALL);
  }
}
