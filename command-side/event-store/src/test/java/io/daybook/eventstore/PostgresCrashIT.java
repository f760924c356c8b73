package io.daybook.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresCrashIT {

  private static final int WRITERS = 16;
  private static final int EVENTS_AT_ONCE = 3;

  @TempDir Path directory;

  /// L3 of the design: an acknowledged append survives, an unacknowledged one is all or nothing.
  @Test
  void what_was_acknowledged_survives_kills_of_the_server_under_load() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("data"), 0, Map.of());
    int port = postgres.port();
    postgres.createDatabase(Node.DATABASE);
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    AtomicBoolean stop = new AtomicBoolean();
    try (Node node = Node.on(postgres)) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int writer = 0; writer < WRITERS; writer++) {
          String name = "note/writer-" + writer;
          threads.execute(() -> write(node, name, acknowledged, stop));
        }
        for (int kill = 1; kill <= 3; kill++) {
          int before = acknowledged.size();
          await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 200);
          postgres.kill();
          postgres.close();
          postgres = EmbeddedPostgres.start(directory.resolve("data"), port, Map.of());
        }
        int afterLast = acknowledged.size();
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > afterLast + 200);
        stop.set(true);
      }

      List<StoredEvent> log = node.store().read(0, Integer.MAX_VALUE);
      assertThat(log.stream().map(StoredEvent::position))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, log.size()).boxed().toList());
      Map<String, Long> lastPosition = new HashMap<>();
      Map<String, Integer> found = new HashMap<>();
      for (StoredEvent event : log) {
        lastPosition.put(event.stream(), event.position());
        found.merge(event.stream(), 1, Integer::sum);
      }
      assertThat(found.values()).containsOnly(EVENTS_AT_ONCE);
      assertThat(lastPosition).containsAllEntriesOf(acknowledged);
      assertThat(node.store().head()).isEqualTo(log.size());
    } finally {
      postgres.close();
    }
  }

  private static void write(
      Node node, String name, Map<String, Long> acknowledged, AtomicBoolean stop) {
    for (int i = 0; !stop.get(); i++) {
      String stream = name + "-" + i;
      try {
        acknowledged.put(stream, node.append(Node.events(stream, 1, EVENTS_AT_ONCE)));
      } catch (EventStoreUnavailableException away) {
        // Not acknowledged: it may be there, whole, or not at all.
      }
    }
  }
}
