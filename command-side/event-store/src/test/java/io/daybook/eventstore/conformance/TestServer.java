package io.daybook.eventstore.conformance;

import io.daybook.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/// A PostgreSQL with fsync for one test class and those nested in it; it can be killed, and comes
/// back with its data on the same port.
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

  private static final String TEMPLATE = "template_of_tests";

  private final AtomicInteger databases = new AtomicInteger();
  private final Consumer<DataSource> makeTables;
  private Path directory;
  private EmbeddedPostgres postgres;

  /// @param makeTables is run once; every database begins with what it made
  @SuppressWarnings("NullAway.Init")
  public TestServer(Consumer<DataSource> makeTables) {
    this.makeTables = makeTables;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (context.getEnclosingTestClasses().isEmpty()) {
      directory = Files.createTempDirectory("daybook-conformance-");
      postgres = EmbeddedPostgres.start(directory.resolve("data"), 0, Map.of());
      postgres.createDatabase(TEMPLATE);
      makeTables.accept(postgres.dataSource(TEMPLATE));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (context.getEnclosingTestClasses().isEmpty()) {
      postgres.close();
      FileSystemUtils.deleteRecursively(directory);
    }
  }

  /// A new database with empty tables.
  public TestDatabase newDatabase() throws SQLException {
    String name = "test_" + databases.incrementAndGet();
    execute("create database %s template %s".formatted(name, TEMPLATE));
    return new TestDatabase(this, name);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  DataSource dataSource(String database) {
    return postgres.dataSource(database);
  }

  String user() {
    return postgres.user();
  }

  int port() {
    return postgres.port();
  }

  /// Ends all its processes as a crash would.
  public void kill() {
    postgres.kill();
    postgres.close();
  }

  public boolean isAlive() {
    return postgres.isAlive();
  }

  /// Starts it again on the same data and the same port.
  public void restart() {
    postgres = EmbeddedPostgres.start(directory.resolve("data"), postgres.port(), Map.of());
  }
}
