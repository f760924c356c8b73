package io.daybook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EmbeddedPostgresIT {

  @TempDir private Path directory;

  @Test
  void what_is_acknowledged_is_on_the_disk() throws SQLException {
    try (var server = EmbeddedPostgres.startTemporary()) {
      assertThat(ask(server, "show fsync")).isEqualTo("on");
      assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
      assertThat(ask(server, "show data_checksums")).isEqualTo("on");
      assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(server, "show server_version")).startsWith("18.");
    }
  }

  @Test
  void settings_of_the_caller_win_over_ours() throws SQLException {
    var settings =
        PostgresSettings.defaults().with("max_connections", "12").with("work_mem", "7MB");
    try (var server = EmbeddedPostgres.startTemporary(settings)) {
      assertThat(ask(server, "show max_connections")).isEqualTo("12");
      assertThat(ask(server, "show work_mem")).isEqualTo("7MB");
    }
  }

  @Test
  void data_survive_a_stop_and_a_crash() throws SQLException {
    try (var server = start()) {
      server.createDatabase("shop");
      server.createDatabase("shop");
      tell(server, "shop", "create table kept (n int)");
      tell(server, "shop", "insert into kept values (1)");
    }
    var crashed = start();
    var exit = crashed.onExit();
    tell(crashed, "shop", "insert into kept values (2)");
    crashed.kill();

    assertThat(exit).succeedsWithin(Duration.ofSeconds(5));
    assertThat(processesOn(directory)).isEmpty();
    try (var server = start()) {
      assertThat(ask(server, "shop", "select sum(n) from kept")).isEqualTo("3");
    }
  }

  @Test
  void an_orderly_stop_leaves_no_process_and_is_not_an_accident() throws SQLException {
    var server = start();
    try (var connection = server.dataSource("postgres").getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
      server.close();
      server.close();
    }
    assertThat(server.isAlive()).isFalse();
    assertThat(server.onExit()).isNotDone();
    assertThat(processesOn(directory)).isEmpty();
  }

  @Test
  void a_temporary_server_leaves_no_file() {
    var server = EmbeddedPostgres.startTemporary();
    var data = ProcessHandle.of(server.pid()).orElseThrow().info().arguments().orElseThrow()[1];
    assertThat(Path.of(data)).exists();
    server.close();
    assertThat(Path.of(data).getParent()).doesNotExist();
  }

  @Test
  void a_port_in_use_is_said_plainly() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = PostgresSettings.defaults().withPort(taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedPostgres.start(directory, settings))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessage(
              "Port %d is in use, so PostgreSQL can't listen on it."
                  .formatted(taken.getLocalPort()));
    }
    start().close();
  }

  @Test
  void a_parameter_the_server_refuses_is_shown_in_its_own_words() {
    var settings = PostgresSettings.defaults().with("work_mem", "plenty");
    assertThatThrownBy(() -> EmbeddedPostgres.start(directory, settings))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("invalid value for parameter \"work_mem\"");
  }

  @Test
  void one_directory_serves_one_owner_at_a_time() {
    try (var server = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("already running on " + directory);
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void the_server_stops_when_its_program_is_killed() throws Exception {
    var program = abandon();
    var server = ProcessHandle.of(firstPid(program)).orElseThrow();

    program.destroyForcibly().waitFor();

    await().atMost(Duration.ofSeconds(10)).until(() -> processesOn(directory).isEmpty());
    assertThat(server.info().command()).isEmpty();
  }

  @Test
  void a_server_left_over_by_a_dead_program_is_replaced() throws Exception {
    var program = abandon();
    var server = ProcessHandle.of(firstPid(program)).orElseThrow();
    var lifelines =
        program.descendants().filter(child -> child.info().command().orElse("").endsWith("sh"));
    lifelines
        .filter(child -> arguments(child).contains("lifeline"))
        .forEach(ProcessHandle::destroyForcibly);
    program.destroyForcibly().waitFor();
    assertThat(server.info().command()).isPresent();

    try (var next = start()) {
      assertThat(next.pid()).isNotEqualTo(server.pid());
      assertThat(ask(next, "select 1")).isEqualTo("1");
      assertThat(server.info().command()).isEmpty();
    }
    assertThat(processesOn(directory)).isEmpty();
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(directory, PostgresSettings.defaults());
  }

  private Process abandon() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AbandonedPostgres.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long firstPid(Process program) throws IOException {
    try (var out =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      return out.lines()
          .filter(line -> line.startsWith("pid="))
          .map(line -> Long.parseLong(line.substring("pid=".length())))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<ProcessHandle> processesOn(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process ->
            arguments(process).stream().anyMatch(a -> a.startsWith(directory.toString())))
        .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
        .toList();
  }

  private static List<String> arguments(ProcessHandle process) {
    return List.of(process.info().arguments().orElse(new String[0]));
  }

  private static String ask(EmbeddedPostgres server, String query) throws SQLException {
    return ask(server, "postgres", query);
  }

  private static String ask(EmbeddedPostgres server, String database, String query)
      throws SQLException {
    try (var connection = server.dataSource(database).getConnection();
        var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void tell(EmbeddedPostgres server, String database, String statement)
      throws SQLException {
    try (var connection = server.dataSource(database).getConnection()) {
      connection.createStatement().execute(statement);
    }
  }
}
