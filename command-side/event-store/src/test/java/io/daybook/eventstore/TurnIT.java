package io.daybook.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.eventstore.conformance.TestDatabase;
import io.daybook.eventstore.conformance.TestServer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A node that has its turn to write holds the lock until it has written.
class TurnIT {

  @RegisterExtension
  private static final TestServer SERVER = new TestServer(EventStoreSchema::migrate);

  @Test
  void a_node_that_stands_still_at_its_turn_loses_it_and_others_write() throws Exception {
    TestDatabase database = SERVER.newDatabase();
    Partitions partitions = new Partitions(LogLayout.defaults());
    try (GroupWriter frozen = new GroupWriter(database.dataSource(), partitions);
        GroupWriter other = new GroupWriter(database.dataSource(), partitions)) {
      frozen.connect();
      other.connect();
      other.write(List.of(append("a")));
      frozen.write(List.of(append("b")));
      frozen.takeTurn();

      LogWriter.Result written = other.write(List.of(append("c")));

      assertThat(written.head()).isEqualTo(2);
      SQLException lost =
          catchThrowableOfType(SQLException.class, () -> frozen.write(List.of(append("d"))));
      assertThat(Trouble.of(lost)).isEqualTo(Trouble.CONNECTION);
      frozen.lose();
      frozen.connect();
      assertThat(frozen.find(append("d"))).isNull();
      assertThat(frozen.write(List.of(append("d"))).head()).isEqualTo(3);
    }
  }

  private static Append append(String id) {
    StoredEvent event =
        new StoredEvent(0, "note/" + id, 1, "Note", id, "noted", "", "{}", "{}", Instant.EPOCH);
    return new Append(List.of(event), null, List.of(), List.of(), Map.of());
  }
}
