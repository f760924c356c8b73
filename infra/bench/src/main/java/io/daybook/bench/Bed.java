package io.daybook.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.embedded.PostgresSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// One durable PostgreSQL for all who are compared; each has a database of its own in it.
public final class Bed implements AutoCloseable {

  /// Connections of everybody's pool.
  public static final int POOL = 32;

  private final Settings settings;
  private final EmbeddedPostgres postgres;
  private final @Nullable Path peers;
  private int databases;

  private Bed(Settings settings, EmbeddedPostgres postgres, @Nullable Path peers) {
    this.settings = settings;
    this.peers = peers;
    this.postgres = postgres;
  }

  /// Starts a server with Daybook's own settings, fsync and all. Only the number of connections is
  /// raised: all pools stand side by side.
  ///
  /// @param peers where other event stores are laid out; null for none of them
  static Bed open(Settings settings, @Nullable Path peers) {
    PostgresSettings server = PostgresSettings.defaults().with("max_connections", "500");
    return new Bed(settings, EmbeddedPostgres.startTemporary(server), peers);
  }

  public Settings settings() {
    return settings;
  }

  /// Where other event stores are laid out; null when they are not wanted.
  public @Nullable Path peers() {
    return peers;
  }

  /// Makes a new, empty database.
  ///
  /// @return its name
  public String database(String purpose) {
    String name = purpose.replace(' ', '_') + "_" + ++databases;
    postgres.createDatabase(name);
    return name;
  }

  /// Drops a database that nobody is connected to any more.
  public void drop(String database) throws SQLException {
    try (var connection = plain("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop database \"%s\" with (force)".formatted(database));
    }
  }

  /// A pool that commits each statement by itself.
  public HikariDataSource pool(String database) {
    return pool(database, true, "");
  }

  /// A pool on a database.
  ///
  /// @param parameters of the driver, as in its URL
  public HikariDataSource pool(String database, boolean autoCommit, String parameters) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(database);
    config.setJdbcUrl(postgres.jdbcUrl(database) + parameters);
    config.setUsername(postgres.user());
    config.setMaximumPoolSize(POOL);
    config.setMinimumIdle(POOL);
    config.setAutoCommit(autoCommit);
    return new HikariDataSource(config);
  }

  /// Where a program of Java connects that has a pool of its own.
  public String jdbcUrl(String database) {
    return postgres.jdbcUrl(database);
  }

  /// Whom everybody connects as.
  public String user() {
    return postgres.user();
  }

  /// Unpooled connections.
  public DataSource plain(String database) {
    return postgres.dataSource(database);
  }

  /// Where a program that isn't Java connects.
  public String url(String database) {
    return "postgresql://%s@127.0.0.1:%d/%s".formatted(postgres.user(), postgres.port(), database);
  }

  @Override
  public void close() {
    postgres.close();
  }
}
