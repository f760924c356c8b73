package io.daybook.eventstore;

import static io.daybook.eventstore.Node.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.embedded.FreshDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.stream.LongStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartitionsIT {

  private static final LogLayout SMALL = new LogLayout(50, null);
  private static final String END = "select max(last_position) from partitions";

  @RegisterExtension private static final FreshDatabase DATABASE = new FreshDatabase();

  @Test
  void partitions_appear_ahead_of_the_head() {
    try (Node node = Node.on(DATABASE.server(), DATABASE.name(), SMALL)) {
      await().until(() -> Sql.number(node, END) == 50);
      node.append(events("note/one", 1, 40));

      await().until(() -> Sql.number(node, END) == 100);

      assertThat(Sql.number(node, "select count(*) from events_51")).isZero();
    }
  }

  @Test
  void appends_cross_borders_also_when_nobody_made_room() {
    try (Node node = Node.on(DATABASE.server(), DATABASE.name(), SMALL)) {
      for (int i = 0; i < 60; i++) {
        assertThat(node.append(events("note/crossing", 1 + 7L * i, 7))).isEqualTo(7L * (i + 1));
      }
      assertThat(node.append(events("note/large", 1, 333))).isEqualTo(420 + 333);

      assertThat(node.store().read(0, 1_000).stream().map(StoredEvent::position))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 753).boxed().toList());
      assertThat(node.store().readEvents("note/crossing").asStream().count()).isEqualTo(420);
      assertThat(Sql.number(node, "select count(*) from events_751")).isEqualTo(3);
    }
  }

  @Test
  void a_stream_has_one_winner_per_version_over_all_partitions() {
    try (Node node = Node.on(DATABASE.server(), DATABASE.name(), SMALL)) {
      node.append(events("note/old", 1, 2));
      node.append(events("note/filler", 1, 2_000));
      Sql.extendChain(node, 2_002);
      await().until(() -> Sql.number(node, "select count(*) from streams") == 2);
      node.append(events("note/filler", 2_001, 200));

      assertThatThrownBy(() -> node.append(events("note/old", 1, 1)))
          .isInstanceOf(ConcurrencyException.class);
      assertThatThrownBy(() -> node.append(events("note/old", 4, 1)))
          .isInstanceOf(ConcurrencyException.class);
      node.append(events("note/old", 3, 1));

      try (Node other = Node.on(DATABASE.server(), DATABASE.name(), SMALL)) {
        assertThatThrownBy(() -> other.append(events("note/old", 3, 1)))
            .isInstanceOf(ConcurrencyException.class);
        assertThat(other.append(events("note/old", 4, 1))).isEqualTo(2_204);
        assertThat(other.store().readEvents("note/old").asStream().count()).isEqualTo(4);
        assertThat(other.store().lastSequenceNumberFor("note/old")).contains(3L);
      }
    }
  }

  @Test
  void what_the_first_version_wrote_becomes_the_first_partition() throws Exception {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(DATABASE.server().jdbcUrl(DATABASE.name()));
      pool.setUsername(DATABASE.server().user());
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:db/eventstore")
          .table("eventstore_schema_history")
          .target("1")
          .load()
          .migrate();
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            insert into events
            select p, 'note/' || p % 10, (p - 1) / 10 + 1, 'Note', 'id-' || p,
                   'io.daybook.eventstore.Node$Noted', '',
                   '{"stream": "s", "version": 1}', '{}', now()
              from generate_series(1, 120) p
            """);
      }
    }
    try (Node node = Node.on(DATABASE.server(), DATABASE.name(), SMALL)) {
      assertThat(node.store().head()).isEqualTo(120);
      assertThat(Sql.number(node, "select last_position from partitions where first_position = 1"))
          .isEqualTo(150);
      assertThatThrownBy(() -> node.append(events("note/3", 12, 1)))
          .isInstanceOf(ConcurrencyException.class);

      assertThat(node.append(events("note/3", 13, 100))).isEqualTo(220);

      assertThat(node.store().readEvents("note/3").asStream().count()).isEqualTo(112);
      assertThat(node.store().read(0, 1_000)).hasSize(220);
    }
  }
}
