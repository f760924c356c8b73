package io.daybook.eventstore;

import static io.daybook.eventstore.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.embedded.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ArchivesIT {

  private static final long END = 4_500;

  @TempDir Path directory;

  @RegisterExtension private static final FreshDatabase DATABASE = new FreshDatabase();

  private Node node;

  /// Three streams that go through all partitions of 1,500, and one that is over early.
  @BeforeEach
  void writeThreePartitions() {
    node = open();
    node.append(events("note/early\t\\x", 1, 3));
    for (int i = 0; i < 499; i++) {
      for (int stream = 0; stream < 3; stream++) {
        node.append(events("note/" + stream, 1 + 3L * i, 3));
      }
    }
    node.append(events("note/late", 1, 6));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Node open() {
    return Node.on(
        DATABASE.server(), DATABASE.name(), new LogLayout(1_500, directory.resolve("moved")));
  }

  @Test
  void reading_by_position_and_by_stream_goes_across_tables_and_files() throws Exception {
    List<StoredEvent> before = node.store().read(0, 10_000);
    List<Long> stream = versions("note/1");
    assertThat(before).hasSize((int) END);

    assertThat(archive(3_001)).hasSize(2);

    assertThat(archive(3_001)).isEmpty();
    assertThat(Sql.number(node, "select min(position) from events")).isEqualTo(3_001);
    assertThat(readAll()).isEqualTo(before);
    assertThat(node.store().read(1_234, 5)).isEqualTo(before.subList(1_234, 1_239));
    assertThat(versions("note/1")).isEqualTo(stream);
    assertThat(versions("note/early\t\\x")).containsExactly(0L, 1L, 2L);
    assertThat(
            node.store()
                .readEvents("note/2", 700)
                .asStream()
                .map(DomainEventMessage::getSequenceNumber)
                .findFirst())
        .contains(700L);
    assertThat(node.store().createTokenAt(Instant.EPOCH)).isEqualTo(token(0));
    try (Node other = open();
        var follower = other.store().openStream(token(2_990))) {
      assertThat(follower.nextAvailable().trackingToken()).isEqualTo(token(2_991));
    }
  }

  @Test
  void an_archived_stream_keeps_its_versions() throws Exception {
    archive(END);

    assertThat(node.store().lastSequenceNumberFor("note/early\t\\x")).contains(2L);
    assertThatThrownBy(() -> node.append(events("note/early\t\\x", 1, 1)))
        .isInstanceOf(ConcurrencyException.class);
    assertThatThrownBy(() -> node.append(events("note/early\t\\x", 3, 1)))
        .isInstanceOf(ConcurrencyException.class);
    assertThat(node.append(events("note/early\t\\x", 4, 2))).isEqualTo(END + 2);
    assertThat(versions("note/early\t\\x")).containsExactly(0L, 1L, 2L, 3L, 4L);
    node.store().storeSnapshot(events("note/early\t\\x", 2, 1).getFirst());
    assertThat(versions("note/early\t\\x")).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void a_file_is_attached_again_and_only_the_right_one() throws Exception {
    List<StoredEvent> before = node.store().read(0, 10_000);
    List<ArchivedRange> archived = archive(3_001);
    Path first = archived.getFirst().file();

    assertThat(node.store().archives().attach(first).last()).isEqualTo(1_500);

    assertThat(Sql.number(node, "select min(position) from events")).isEqualTo(1);
    assertThat(readAll()).isEqualTo(before);
    assertThat(versions("note/0")).hasSize(1_497);
    assertThatThrownBy(() -> node.store().archives().attach(first))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not archived");
    Path second = archived.get(1).file();
    Path third = second.resolveSibling("events-3001-4500.copy.gz");
    Files.copy(second, third);
    Files.copy(Manifest.beside(second), Manifest.beside(third));
    Files.write(second, new byte[] {0}, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> node.store().archives().attach(second))
        .hasMessageContaining("is not the file");
    assertThat(archive(1_501)).extracting(ArchivedRange::first).containsExactly(1L);
    assertThat(node.store().read(0, 3)).isEqualTo(before.subList(0, 3));
  }

  @Test
  void a_crash_between_the_file_and_the_detachment_loses_nothing() throws Exception {
    List<StoredEvent> before = node.store().read(0, 10_000);
    Path file = directory.resolve("to").resolve(Manifest.fileName(1, 1_500));
    try (Connection connection = node.pool().getConnection()) {
      Archives.write(connection, new ArchivedRange(1, 1_500, file), directory.resolve("to"));
    }
    Files.writeString(file.resolveSibling(file.getFileName() + ".unfinished"), "half");
    node.close();
    node = open();

    assertThat(readAll()).isEqualTo(before);
    assertThat(archive(1_501)).hasSize(1);
    assertThat(readAll()).isEqualTo(before);
    assertThat(ArchiveFile.open(file).isWhole()).isTrue();
    try (var files = Files.list(file.getParent())) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void a_file_that_was_moved_is_found_and_one_that_is_gone_is_named() throws Exception {
    List<StoredEvent> before = node.store().read(0, 10_000);
    Path file = archive(1_501).getFirst().file();
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(file.getParent(), elsewhere);

    assertThatThrownBy(() -> node.store().read(0, 10))
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("Positions 1 to 1500 are archived in " + file);
    Files.move(elsewhere, directory.resolve("moved"));
    assertThat(readAll()).isEqualTo(before);
  }

  @Test
  void nothing_is_archived_of_a_partition_with_a_hole() {
    Sql.execute(node, "delete from events where position = 777");

    assertThatThrownBy(() -> archive(1_501)).hasMessageContaining("Position 777");

    assertThat(Sql.number(node, "select count(*) from events_1")).isEqualTo(1_499);
  }

  private List<ArchivedRange> archive(long before) throws IOException {
    List<ArchivedRange> archived = new ArrayList<>();
    Optional<ArchivedRange> next;
    do {
      next = node.store().archives().archiveOldest(before, directory.resolve("to"));
      next.ifPresent(archived::add);
    } while (next.isPresent());
    return archived;
  }

  private List<StoredEvent> readAll() {
    List<StoredEvent> all = new ArrayList<>();
    List<StoredEvent> page;
    do {
      page = node.store().read(all.size(), 700);
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  private List<Long> versions(String stream) {
    return node.store()
        .readEvents(stream)
        .asStream()
        .map(DomainEventMessage::getSequenceNumber)
        .toList();
  }

  private static GlobalSequenceTrackingToken token(long position) {
    return new GlobalSequenceTrackingToken(position);
  }
}
