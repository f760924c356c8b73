package io.daybook.eventstore;

import static io.daybook.eventstore.Node.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.embedded.FreshDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RawEventsIT {

  private static final int PARTITION = 300;
  private static final int LARGE = 1 << 20;

  @TempDir Path directory;

  @RegisterExtension private static final FreshDatabase DATABASE = new FreshDatabase();

  private Node node;

  @BeforeEach
  void open() {
    node = Node.on(DATABASE.server(), DATABASE.name(), new LogLayout(PARTITION, null));
    node.append(events("note/one", 1, 400));
    node.append(events("note/\t\"\\\u0001\u000b\u001fü😀\n", 1, 100));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void they_are_the_events_of_the_log_in_bytes() {
    Sql.execute(
        node,
        """
        update events set
          payload = jsonb_build_object('text', E'a\\t\\n\\\\ "ü😀', 'number', 1.50, 'none', null),
          recorded_at = timestamptz '1999-12-31 23:59:59.999999Z' + (position - 7) * interval '1.000001 s'
        """);

    List<StoredEvent> expected = node.store().read(0, 1_000);
    assertThat(expected).hasSize(500);
    assertThat(all(120, LARGE)).isEqualTo(expected);
    assertThat(node.store().readRaw(500, 10, LARGE)).isEmpty();
  }

  @Test
  void archived_ones_are_the_same() throws Exception {
    List<StoredEvent> expected = node.store().read(0, 1_000);
    var _ = node.store().archives().archiveOldest(PARTITION + 1, directory).orElseThrow();

    assertThat(all(120, LARGE)).isEqualTo(expected);
    assertThat(all(1_000, 1_000)).isEqualTo(expected);
  }

  @Test
  void the_first_one_beyond_the_size_is_the_last() {
    Sql.execute(
        node,
        "update events set payload = jsonb_build_object('x', repeat('x', 50000 + position::int))");

    assertThat(node.store().readRaw(0, 1_000, 200_000))
        .extracting(RawEvent::position)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(node.store().readRaw(4, 1_000, 1))
        .extracting(RawEvent::position)
        .containsExactly(5L);
    assertThat(all(1_000, 2_000_000)).isEqualTo(node.store().read(0, 1_000));
  }

  @Test
  void nothing_after_a_hole_is_handed_out() {
    Sql.execute(node, "delete from events where position = 321");

    assertThat(node.store().readRaw(300, 20, LARGE)).hasSize(20);
    assertThatThrownBy(() -> node.store().readRaw(300, 40, LARGE))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("Position 321 is missing");
    assertThatThrownBy(() -> node.store().readRaw(320, 40, LARGE))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("Position 321 is missing");
  }

  private List<StoredEvent> all(int limit, int size) {
    List<StoredEvent> all = new ArrayList<>();
    long position = 0;
    List<RawEvent> page;
    do {
      page = node.store().readRaw(position, limit, size);
      page.forEach(event -> all.add(stored(event)));
      position += page.size();
    } while (!page.isEmpty());
    return all;
  }

  private static StoredEvent stored(RawEvent event) {
    return new StoredEvent(
        event.position(),
        text(event.stream()),
        event.version(),
        text(event.aggregateType()),
        text(event.eventId()),
        event.type(),
        text(event.revision()),
        text(event.payload()),
        text(event.metadata()),
        event.recordedAt());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
