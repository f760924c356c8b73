package io.daybook.eventstore;

import static io.daybook.eventstore.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/// L4 of the design. The embedded binaries have no pg_dump; what it would do with the data, COPY
/// does here, table by table into a new database.
class CopyOutIT {

  private static final List<String> TABLES =
      List.of("events", "streams", "checkpoints", "receipts", "claims", "snapshots");

  @Test
  void order_tokens_versions_and_proof_survive_a_copy_and_later_tokens_are_refused()
      throws Exception {
    try (EmbeddedPostgres source = EmbeddedPostgres.startTemporary();
        EmbeddedPostgres target = EmbeddedPostgres.startTemporary()) {
      source.createDatabase(Node.DATABASE);
      target.createDatabase(Node.DATABASE);
      LogLayout layout = new LogLayout(500, null);
      List<StoredEvent> before;
      try (Node node = Node.on(source, layout)) {
        node.append(events("note/one", 1, 700));
        node.append(events("note/two", 1, 1_300));
        Sql.extendChain(node, 1_000);
        before = node.store().read(0, 10_000);
        copy(node.pool(), target, layout);
        node.append(events("note/one", 701, 50));
      }
      try (Node node = Node.on(target, layout)) {
        assertThat(node.store().read(0, 10_000)).isEqualTo(before);
        assertThat(node.store().integrity().check(0, 10).finding()).isNull();
        try (BlockingStream<TrackedEventMessage<?>> stream =
            node.store().openStream(new GlobalSequenceTrackingToken(1_999))) {
          assertThat(stream.nextAvailable().trackingToken().position()).hasValue(2_000);
        }
        assertThatThrownBy(() -> node.store().openStream(new GlobalSequenceTrackingToken(2_050)))
            .isInstanceOf(EventStoreException.class)
            .hasMessageContaining("The log ends before position 2050");
        assertThatThrownBy(() -> node.append(events("note/one", 700, 1)))
            .isInstanceOf(ConcurrencyException.class);
        assertThat(node.append(events("note/one", 701, 1))).isEqualTo(2_001);
      }
    }
  }

  private static void copy(HikariDataSource from, EmbeddedPostgres target, LogLayout layout)
      throws SQLException, IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (Connection connection = from.getConnection()) {
      for (String table : TABLES) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (select * from " + table + ") to stdout", rows);
        contents.put(table, rows.toByteArray());
      }
    }
    try (HikariDataSource to = new HikariDataSource()) {
      to.setJdbcUrl(target.jdbcUrl(Node.DATABASE));
      to.setUsername(target.user());
      EventStoreSchema.migrate(to, layout);
      try (Connection connection = to.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("select ensure_partitions(2000, 500)");
        for (Map.Entry<String, byte[]> table : contents.entrySet()) {
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy " + table.getKey() + " from stdin",
                  new ByteArrayInputStream(table.getValue()));
        }
      }
    }
  }
}
