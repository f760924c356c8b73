package io.daybook.embedded;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// For tests: a server of their own for a class, and an empty database for each of its tests. To be
/// registered as a static extension; JUnit is needed by those who do, and by nobody else.
public final class FreshDatabase
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private @Nullable EmbeddedPostgres server;
  private int databases;

  @Override
  public void beforeAll(ExtensionContext context) {
    server = EmbeddedPostgres.startTemporary();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    databases++;
    server().createDatabase(name());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server().close();
  }

  /// The class's server.
  public EmbeddedPostgres server() {
    return Objects.requireNonNull(server, "not started");
  }

  /// The name of the test's database.
  public String name() {
    return "test" + databases;
  }

  /// The test's database, without a pool.
  public DataSource dataSource() {
    return server().dataSource(name());
  }
}
