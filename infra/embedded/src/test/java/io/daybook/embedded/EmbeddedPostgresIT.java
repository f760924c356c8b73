package io.daybook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

  @TempDir Path directory;

  @Test
  void what_it_acknowledged_is_meant_to_survive_a_power_cut() throws SQLException {
    try (EmbeddedPostgres postgres = start(0)) {
      assertThat(ask(postgres, "show fsync")).isEqualTo("on");
      assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(postgres, "show full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void data_outlives_a_stop_and_a_crash() throws SQLException {
    try (EmbeddedPostgres postgres = start(0)) {
      postgres.createDatabase("shop");
      postgres.createDatabase("shop");
      tell(postgres, "create table note (word text); insert into note values ('kept')");
    }
    try (EmbeddedPostgres again = start(0)) {
      assertThat(ask(again, "select word from note")).isEqualTo("kept");
      tell(again, "update note set word = 'kept after a crash'");
      again.kill();
      assertThat(again.isAlive()).isFalse();
    }
    try (EmbeddedPostgres afterCrash = start(0)) {
      assertThat(ask(afterCrash, "select word from note")).isEqualTo("kept after a crash");
    }
  }

  @Test
  void a_server_that_was_left_running_is_found_and_stopped() {
    try (EmbeddedPostgres leftRunning = start(0)) {
      assertThat(LeftOverPostmaster.of(directory.resolve("data")))
          .hasValueSatisfying(found -> assertThat(found.pid()).isEqualTo(leftRunning.pid()));

      LeftOverPostmaster.stop(directory.resolve("data"));

      assertThat(leftRunning.isAlive()).isFalse();
    }
  }

  @Test
  void no_process_is_left_behind() {
    EmbeddedPostgres postgres = start(0);
    var family = ProcessHandle.of(postgres.pid()).orElseThrow().descendants().toList();

    postgres.close();

    assertThat(postgres.isAlive()).isFalse();
    assertThat(family).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void a_port_in_use_is_said_in_a_sentence() {
    try (EmbeddedPostgres postgres = start(0)) {
      Path other = directory.resolve("other");

      assertThatThrownBy(() -> EmbeddedPostgres.start(other, postgres.port(), Map.of()))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessage(
              "Port %d is in use, so PostgreSQL can't listen on it.".formatted(postgres.port()));
    }
  }

  private EmbeddedPostgres start(int port) {
    return EmbeddedPostgres.start(directory.resolve("data"), port, Map.of());
  }

  private static String ask(EmbeddedPostgres postgres, String question) throws SQLException {
    try (Connection connection = postgres.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }

  private static void tell(EmbeddedPostgres postgres, String order) throws SQLException {
    try (Connection connection = postgres.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(order);
    }
  }
}
