package io.daybook.eventstore;

import static io.daybook.eventstore.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.embedded.FreshDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LogLinesIT {

  private static final int PARTITION = 300;
  private static final int MOST_BYTES = 8_000_000;

  @TempDir Path directory;

  @RegisterExtension private static final FreshDatabase DATABASE = new FreshDatabase();

  private Node node;

  @BeforeEach
  void open() {
    node = Node.on(DATABASE.server(), DATABASE.name(), new LogLayout(PARTITION, null));
    node.append(events("note/one", 1, 500));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void pages_of_large_events_are_cut_and_nothing_is_lost() {
    makeLarge();

    assertThat(positions(LineFilter.everything()))
        .isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
    assertThat(positions(new LineFilter(Set.of(), "note/one"))).hasSize(500);
  }

  @Test
  void archived_pages_of_large_events_are_cut_too() throws Exception {
    makeLarge();
    var _ = node.store().archives().archiveOldest(PARTITION + 1, directory).orElseThrow();

    assertThat(positions(LineFilter.everything()))
        .isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
    assertThat(positions(new LineFilter(Set.of(), "note/one"))).hasSize(500);
    assertThat(positions(new LineFilter(Set.of(), "note/two"))).isEmpty();
  }

  @Test
  void a_line_is_the_event_whatever_is_in_its_texts() {
    node.append(events("note/\t\"\\\u0001\u000b\u001fü😀\n", 1, 1));

    List<String> lines = lines(500, LineFilter.everything());

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .startsWith(
            "{\"position\":501,\"stream\":\"note/\\u0009\\\"\\\\\\u0001\\u000b\\u001fü😀\\u000a\","
                + "\"version\":1,\"aggregateType\":\"Note\",\"eventId\":\"");
  }

  @Test
  void nothing_after_a_hole_is_handed_out() {
    Sql.execute(node, "delete from events where position = 321");

    List<LinePage> pages = new ArrayList<>();
    assertThatThrownBy(() ->
            node.store()
                .lines()
                .pages(0, 500, LineFilter.everything())
                .forEachRemaining(pages::add))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("missing from the log");
    assertThat(pages).allSatisfy(page -> assertThat(page.last()).isLessThan(321));
  }

  private void makeLarge() {
    Sql.execute(
        node,
        "update events set payload = jsonb_build_object('x', repeat('x', 50000 + position::int))");
  }

  private List<Long> positions(LineFilter filter) {
    return lines(0, filter).stream()
        .map(line -> Long.parseLong(line.substring(12, line.indexOf(','))))
        .toList();
  }

  private List<String> lines(long after, LineFilter filter) {
    List<String> lines = new ArrayList<>();
    long end = node.store().head();
    node.store()
        .lines()
        .pages(after, end, filter)
        .forEachRemaining(page -> {
          assertThat(page.bytes().length).isLessThan(MOST_BYTES);
          new String(page.bytes(), 0, page.length(), StandardCharsets.UTF_8)
              .lines()
              .forEach(lines::add);
        });
    return lines;
  }
}
