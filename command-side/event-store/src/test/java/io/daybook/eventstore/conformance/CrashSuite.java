package io.daybook.eventstore.conformance;

import static io.daybook.eventstore.conformance.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.eventstore.conformance.Node.Noted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

/// Crashes of the database: what was answered is true.
abstract class CrashSuite extends Suite {

  private static final int WRITERS = 8;
  private static final int AT_ONCE = 3;

  CrashSuite(TestServer server, Candidate candidate) {
    super(server, candidate);
  }

  @Test
  void what_was_acknowledged_survives_and_the_rest_is_whole_or_absent() throws Exception {
    List<Node> nodes = List.of(node(), node());
    Reader reader = reader(nodes.getFirst(), null);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicBoolean stop = new AtomicBoolean();
    List<Future<?>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      Node node = nodes.get(writer % 2);
      String name = "note/%d/".formatted(writer);
      writers.add(beside(() -> write(node, name, acknowledged, stop)));
    }
    awaitMore(acknowledged);
    database.server().kill();
    database.server().restart();
    awaitMore(acknowledged);
    stop.set(true);
    join(writers);

    int written = (int) database.number("select count(*) from " + candidate.table());
    List<TrackedEventMessage<?>> log = read(nodes.getLast(), null, written);
    Map<String, Integer> found = new HashMap<>();
    for (TrackedEventMessage<?> event : log) {
      found.merge(((Noted) event.getPayload()).stream(), 1, Integer::sum);
    }
    assertThat(found.keySet()).containsAll(acknowledged);
    assertThat(found.values()).containsOnly(AT_ONCE);
    reader.awaitSeen(written);
    assertThat(reader.seen()).hasSize(written).doesNotHaveDuplicates();
  }

  private static void awaitMore(Set<String> acknowledged) {
    int before = acknowledged.size();
    await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > before + 100);
  }

  private static void write(Node node, String name, Set<String> acknowledged, AtomicBoolean stop) {
    for (int i = 0; !stop.get(); i++) {
      try {
        node.append(events(name + i, 1, AT_ONCE));
        acknowledged.add(name + i);
      } catch (RuntimeException away) {
        // Not acknowledged: it may be there, whole, or not at all.
      }
    }
  }

  /// A caller who is told that it failed sends the command again, perhaps as another one.
  @Test
  void a_command_whose_answer_was_lost_is_not_said_to_have_failed() throws Exception {
    try (LossyProxy proxy = new LossyProxy(database.port(), "note/in-doubt");
        Node node = Node.of(candidate, database.pool(proxy.port()))) {
      node.append(events("note/before", 1, 1));

      boolean acknowledged = succeeds(node);

      assertThat(proxy.hasLost()).isTrue();
      assertThat(acknowledged)
          .isEqualTo(node.store().lastSequenceNumberFor("note/in-doubt").isPresent());
    }
  }

  private static boolean succeeds(Node node) {
    try {
      node.append(events("note/in-doubt", 1, 2));
      return true;
    } catch (RuntimeException failed) {
      return false;
    }
  }

  @Test
  void a_reader_goes_on_when_the_database_is_back() throws Exception {
    Node node = node();
    node.append(events("note/before", 1, 10));
    Reader reader = reader(node, null);
    reader.awaitSeen(10);
    database.server().kill();
    database.server().restart();

    Node writer = node();
    writer.append(events("note/after", 1, 10));

    reader.awaitSeen(20);
    assertThat(reader.seen()).doesNotHaveDuplicates();
  }
}
