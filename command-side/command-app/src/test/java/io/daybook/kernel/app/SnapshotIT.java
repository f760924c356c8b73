package io.daybook.kernel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.embedded.EmbeddedPostgres;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A sku with a long history: a new node reads its snapshot, and only one that it understands.
class SnapshotIT {

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final String TOO_MANY = "{\"delta\":-1000000,\"reason\":\"all\"}";
  private static int databases;

  private String database = "";

  @BeforeEach
  void a_sku_received_250_times() {
    database = "snapshots" + ++databases;
    try (CommandSideServer server = CommandSideServer.start(postgres, database)) {
      String lines =
          IntStream.range(0, 250)
              .mapToObj(i ->
                  """
                  {"method":"POST","path":"/v1/stock/mug/receipts","idempotencyKey":"box %d","body":{"units":1,"reference":"box"}}
                  """
                      .formatted(i))
              .collect(Collectors.joining());
      assertThat(
              server
                  .api()
                  .post("/v1/commands", lines, "Content-Type", "application/x-ndjson")
                  .text())
          .doesNotContain("\"status\":4");
      Awaitility.await()
          .until(
              () -> jdbc().sql("select count(*) from snapshots").query(Long.class).single() == 1);
    }
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void a_node_starts_from_the_snapshot() {
    Map<String, Object> snapshot = jdbc().sql("select * from snapshots").query().singleRow();
    assertThat(snapshot.get("type")).isEqualTo("inventory.stock-item-state");
    assertThat((Long) snapshot.get("version")).isGreaterThanOrEqualTo(200);
    // Only who reads the snapshot can take this for true.
    jdbc()
        .sql(
            "update snapshots set payload = '{\"level\":{\"onHand\":2000000,\"promised\":0}}', version = 250")
        .update();

    assertThat(adjustment()).isEqualTo(201);
  }

  @Test
  void a_snapshot_of_another_revision_is_not_used() {
    jdbc()
        .sql(
            "update snapshots set payload = '{\"level\":{\"onHand\":2000000,\"promised\":0}}', version = 250, revision = '0'")
        .update();

    assertThat(adjustment()).isEqualTo(409);
  }

  @Test
  void a_snapshot_that_cannot_be_read_is_not_used() {
    jdbc().sql("update snapshots set payload = '[]'").update();

    assertThat(adjustment()).isEqualTo(409);
  }

  private int adjustment() {
    try (CommandSideServer server = CommandSideServer.start(postgres, database)) {
      return server.api().keyed("/v1/stock/mug/adjustments", TOO_MANY).status();
    }
  }

  private JdbcClient jdbc() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl(database));
    source.setUser(postgres.user());
    return JdbcClient.create((DataSource) source);
  }
}
