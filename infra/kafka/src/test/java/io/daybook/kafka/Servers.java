package io.daybook.kafka;

import io.daybook.embedded.EmbeddedKafka;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.embedded.KafkaNodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/// PostgreSQL and Kafka for a test class; each test has a database and topics of its own. Both can
/// be killed, and come back with their data on the same port.
final class Servers implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final AtomicInteger TESTS = new AtomicInteger();

  private Path directory;
  private EmbeddedPostgres postgres;
  private EmbeddedKafka kafka;
  private String name;

  @SuppressWarnings("NullAway.Init")
  Servers() {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("daybook-kafka-it-");
    postgres = EmbeddedPostgres.start(directory.resolve("postgres"), 0, Map.of());
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), KafkaNodeSettings.defaults());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    name = "test" + TESTS.incrementAndGet();
    postgres.createDatabase(name);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    kafka.close();
    postgres.close();
    FileSystemUtils.deleteRecursively(directory);
  }

  Shop shop() {
    return Shop.open(url(), user(), name.hashCode());
  }

  /// A log as it was at this moment, in a database of its own. Nobody may be connected to the
  /// first.
  Backup backup() {
    String copy = name + "_backup";
    JdbcClient.create(postgres.dataSource("postgres"))
        .sql("create database %s template %s".formatted(copy, name))
        .update();
    return new Backup(postgres.jdbcUrl(copy), postgres.user());
  }

  /// @param url of a database that is as the test's was
  record Backup(String url, String user) {

    Shop restored() {
      return Shop.open(url, user, 1);
    }
  }

  String url() {
    return postgres.jdbcUrl(name);
  }

  String user() {
    return postgres.user();
  }

  DataSource dataSource() {
    return postgres.dataSource(name);
  }

  KafkaSettings settings() {
    return KafkaSettings.of(kafka.bootstrapServers())
        .withPrefix(name)
        .withTakeOverAfter(Duration.ofMillis(500));
  }

  void killPostgres() {
    postgres.kill();
    postgres.close();
  }

  void restartPostgres() {
    postgres = EmbeddedPostgres.start(directory.resolve("postgres"), postgres.port(), Map.of());
  }

  void killKafka() {
    kafka.kill();
  }

  void restartKafka() {
    kafka =
        EmbeddedKafka.start(
            directory.resolve("kafka"), KafkaNodeSettings.defaults().withPort(kafka.port()));
  }
}
