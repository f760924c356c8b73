package io.daybook.kernel.projection;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.embedded.EmbeddedPostgres;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The database of the read models, with all tables and no row at the beginning of each test.
public final class ViewsDatabase
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private @Nullable EmbeddedPostgres postgres;
  private @Nullable HikariDataSource views;

  @Override
  public void beforeAll(ExtensionContext context) {
    EmbeddedPostgres server = EmbeddedPostgres.startTemporary();
    server.createDatabase("views");
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(server.jdbcUrl("views"));
    pool.setUsername(server.user());
    postgres = server;
    views = pool;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    empty();
  }

  /// Forgets every row.
  public void empty() {
    Flyway flyway =
        Flyway.configure()
            .dataSource(pool())
            .locations("classpath:io/daybook/views")
            .cleanDisabled(false)
            .load();
    flyway.clean();
    jdbc()
        .sql(
            "select nspname from pg_namespace where nspname like 'next\\_%' or nspname like 'kept\\_%'")
        .query(String.class)
        .list()
        .forEach(it -> jdbc().sql("drop schema %s cascade".formatted(it)).update());
    flyway.migrate();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    pool().close();
    Objects.requireNonNull(postgres).close();
  }

  /// Connections to it.
  public HikariDataSource pool() {
    return Objects.requireNonNull(views, "not started");
  }

  /// The same, to be asked.
  public JdbcClient jdbc() {
    return JdbcClient.create(pool());
  }
}
