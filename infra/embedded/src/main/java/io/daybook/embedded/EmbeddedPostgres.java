package io.daybook.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A real PostgreSQL server on the loopback interface, child of this process, durable: `fsync` and
/// `synchronous_commit` are on, so what it acknowledged survives a power cut.
///
/// Its data stays in a directory that the caller names. It goes down with this process, even when
/// this process is killed. Thread-safe.
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String USER = "postgres";
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("max_connections", "150"),
          Map.entry("shared_buffers", "192MB"),
          Map.entry("max_wal_size", "2GB"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("wal_compression", "on"),
          Map.entry("jit", "off"),
          Map.entry("unix_socket_directories", "''"),
          Map.entry("timezone", "UTC"));

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
  private final ProcessHandle postmaster;
  private final Process watchdog;
  private final @Nullable Path temporary;

  private EmbeddedPostgres(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server,
      ProcessHandle postmaster,
      Process watchdog,
      @Nullable Path temporary) {
    this.server = server;
    this.postmaster = postmaster;
    this.watchdog = watchdog;
    this.temporary = temporary;
  }

  /// Starts a server on a free port whose data is gone when it is closed.
  ///
  /// @throws EmbeddedServerException when it does not start
  public static EmbeddedPostgres startTemporary() {
    try {
      Path directory = Files.createTempDirectory("daybook-postgres");
      return start(directory.resolve("data"), 0, Map.of(), directory);
    } catch (IOException failed) {
      throw new EmbeddedServerException("Can't make a temporary directory.", failed);
    }
  }

  /// Starts a server on the data kept in a directory, which is made when it is missing. A server
  /// that an earlier, killed process left running on it is stopped first.
  ///
  /// @param dataDirectory belongs to the server alone
  /// @param port to listen on, 0 for any free one
  /// @param settings of `postgresql.conf`, over those that Daybook chose
  /// @throws EmbeddedServerException when the port is in use or the server does not start
  public static EmbeddedPostgres start(Path dataDirectory, int port, Map<String, String> settings) {
    return start(dataDirectory, port, settings, null);
  }

  private static EmbeddedPostgres start(
      Path dataDirectory, int port, Map<String, String> settings, @Nullable Path temporary) {
    Path data = dataDirectory.toAbsolutePath();
    LeftOverPostmaster.stop(data);
    int freePort = Ports.free(port, "PostgreSQL");
    Path log = data.resolveSibling(data.getFileName() + ".log");
    try {
      Files.createDirectories(data.resolveSibling("."));
      var builder =
          io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setLocaleConfig("locale", "C")
              .setPGStartupWait(Duration.ofSeconds(30))
              .setOutputRedirector(Redirect.appendTo(log.toFile()))
              .setErrorRedirector(Redirect.appendTo(log.toFile()))
              .setPort(freePort);
      SETTINGS.forEach(builder::setServerConfig);
      settings.forEach(builder::setServerConfig);
      var server = builder.start();
      ProcessHandle postmaster =
          LeftOverPostmaster.of(data)
              .orElseThrow(() -> new EmbeddedServerException("PostgreSQL died while starting."));
      return new EmbeddedPostgres(server, postmaster, watchdog(postmaster), temporary);
    } catch (IOException | RuntimeException failed) {
      throw new EmbeddedServerException(
          "PostgreSQL did not start on %s. %s".formatted(data, ServerProcess.tail(log)), failed);
    }
  }

  /// A shell that waits for the end of this process, however it ends, and then stops the server.
  private static Process watchdog(ProcessHandle postmaster) throws IOException {
    return new ProcessBuilder(
            "sh", "-c", "trap '' INT HUP; cat >/dev/null; kill -INT " + postmaster.pid())
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  /// The port it listens on.
  public int port() {
    return server.getPort();
  }

  /// The superuser of the server; connections from this machine need no password.
  public String user() {
    return USER;
  }

  /// The JDBC address of one database.
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
  }

  /// A plain source of connections to one database, without a pool.
  public DataSource dataSource(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl(database));
    source.setUser(USER);
    return source;
  }

  /// Makes a database unless it is there.
  ///
  /// @param name lower case letters, digits and underscores
  /// @throws EmbeddedServerException when the server refuses
  public void createDatabase(String name) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("Not the name of a database: " + name);
    }
    try (Connection connection = dataSource("postgres").getConnection();
        PreparedStatement known =
            connection.prepareStatement("select 1 from pg_database where datname = ?");
        Statement create = connection.createStatement()) {
      known.setString(1, name);
      try (ResultSet row = known.executeQuery()) {
        if (!row.next()) {
          create.execute("create database " + name);
        }
      }
    } catch (SQLException failed) {
      throw new EmbeddedServerException("Can't make the database %s.".formatted(name), failed);
    }
  }

  /// Process id of the postmaster.
  public long pid() {
    return postmaster.pid();
  }

  public boolean isAlive() {
    return postmaster.isAlive();
  }

  /// Completes when the server is gone, for whatever reason.
  public CompletableFuture<ProcessHandle> onExit() {
    return postmaster.onExit();
  }

  /// Kills the server as a crash would: at once and with all its processes.
  public void kill() {
    ServerProcess.kill(postmaster);
  }

  /// Stops the server, ending open connections, and leaves no process behind. Does nothing when it
  /// is gone already.
  @Override
  public void close() {
    if (postmaster.isAlive()) {
      LeftOverPostmaster.stopFast(postmaster);
    }
    watchdog.destroyForcibly();
    try {
      server.close();
    } catch (IOException unlocked) {
      throw new EmbeddedServerException("PostgreSQL's directory can't be unlocked.", unlocked);
    }
    if (temporary != null) {
      ServerProcess.deleteTree(temporary);
    }
  }
}
