package io.daybook.eventstore;

import static io.daybook.eventstore.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.embedded.FreshDatabase;
import io.daybook.eventstore.Integrity.Stretch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class IntegrityIT {

  private static final long END = 3_200;

  @TempDir Path directory;

  @RegisterExtension private static final FreshDatabase DATABASE = new FreshDatabase();

  private Node node;

  @BeforeEach
  void write() {
    node = Node.on(DATABASE.server(), DATABASE.name(), new LogLayout(1_500, null));
    node.append(events("note/one", 1, 1_600));
    node.append(events("note/two", 1, 1_600));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void the_chain_follows_the_log_by_itself_and_proves_it() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Sql.number(node, "select max(last_position) from checkpoints") == 3_000);

    Stretch first = node.store().integrity().check(0, 2);
    Stretch rest = node.store().integrity().check(first.last(), 2);

    assertThat(first.finding()).isNull();
    assertThat(first.last()).isEqualTo(2_000);
    assertThat(rest.finding()).isNull();
    assertThat(rest.proved()).isEqualTo(3_000);
    assertThat(rest.last()).isEqualTo(END);
  }

  @Test
  void an_altered_event_is_named() {
    Sql.extendChain(node, 3_000);
    Sql.execute(
        node,
        "update events set payload = jsonb_set(payload, '{version}', '99') where position = 1234");

    assertThat(finding()).isEqualTo("position 1234 was altered");
  }

  @Test
  void an_altered_time_is_named_to_the_microsecond() {
    Sql.extendChain(node, 3_000);
    Sql.execute(
        node,
        "update events set recorded_at = recorded_at + interval '1 microsecond'"
            + " where position = 3000");

    assertThat(finding()).isEqualTo("position 3000 was altered");
  }

  @Test
  void a_missing_event_is_named() {
    Sql.extendChain(node, 3_000);
    Sql.execute(node, "delete from events where position in (1501, 2000)");

    assertThat(finding()).isEqualTo("position 1501 is missing");
  }

  @Test
  void an_event_cut_off_at_the_end_is_named() {
    Sql.extendChain(node, END);
    Sql.execute(node, "delete from events where position > 3100");

    assertThat(finding()).isEqualTo("position 3101 is missing");
  }

  @Test
  void a_repeated_position_is_named() {
    Sql.extendChain(node, 3_000);
    Sql.execute(node, "alter table events drop constraint events_pkey");
    Sql.execute(
        node,
        """
        insert into events
        select position, stream, version + 10000, aggregate_type, event_id, type, revision,
               payload, metadata, recorded_at from events where position = 2500
        """);

    assertThat(finding()).isEqualTo("position 2500 is repeated");
  }

  @Test
  void what_the_chain_has_not_reached_is_checked_for_holes() {
    Sql.extendChain(node, 2_000);
    Sql.execute(node, "delete from events where position = 3150");

    assertThat(finding()).isEqualTo("position 3150 is missing");
  }

  @Test
  void an_altered_link_is_named() {
    Sql.extendChain(node, 3_000);
    Sql.execute(
        node,
        "update checkpoints set hash = sha256(hash)"
            + " where last_position = (select min(last_position) from checkpoints)");

    assertThat(finding()).contains("the link of the hash chain").contains("was altered");
  }

  @Test
  void an_event_altered_in_an_archived_file_is_named() throws Exception {
    ArchivedRange range = node.store().archives().archiveOldest(1_501, directory).orElseThrow();
    assertThat(finding()).isNull();
    ArchiveFile file = ArchiveFile.open(range.file());
    String text;
    try (var lines = file.lines()) {
      text = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
    }
    String forged = text.replace("\"version\": 1111}", "\"version\": 1112}");
    assertThat(forged).isNotEqualTo(text);
    try (var out = new GZIPOutputStream(Files.newOutputStream(range.file()))) {
      out.write(forged.getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(
        Manifest.beside(range.file()),
        "daybook archived log 1\nfirst 1\nlast 1500\nsha256 0\npart 0 0\n");
    node.close();
    node = Node.on(DATABASE.server(), DATABASE.name(), new LogLayout(1_500, null));

    assertThat(finding()).isEqualTo("position 1111 was altered");

    Files.delete(range.file());
    assertThat(finding()).startsWith("position 1 can't be read").contains(range.file().toString());
  }

  private @Nullable String finding() {
    long after = 0;
    while (true) {
      Stretch stretch = node.store().integrity().check(after, 1);
      if (stretch.finding() != null || stretch.proved() == after) {
        return stretch.finding();
      }
      after = stretch.proved();
    }
  }
}
