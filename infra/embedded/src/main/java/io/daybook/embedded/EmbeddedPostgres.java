package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL as a child process, on 127.0.0.1 only, with every acknowledged commit on disk.
///
/// Life: [#start] takes the directory for this JVM, stops what a dead JVM has left running there,
/// makes the cluster if there is none, and returns when connections are accepted, recovery
/// included. [#close] is the way to end it; should this JVM die instead, the server is stopped a
/// moment later and the next start goes on with the same data. Safe for use by several threads.
///
/// There is no password: whoever can open a connection on this machine is the superuser. This is a
/// server for one developer's machine and for tests.
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int FREE_PORT_ATTEMPTS = 3;

  /// How long a server that was killed may take to let go of its memory.
  private static final Duration LETTING_GO = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final ServerProcess process;
  private final int port;
  private final DirectoryClaim claim;
  private final Lifeline lifeline;
  private final @Nullable Path temporary;

  private EmbeddedPostgres(
      ServerProcess process,
      int port,
      DirectoryClaim claim,
      Lifeline lifeline,
      @Nullable Path temporary) {
    this.process = process;
    this.port = port;
    this.claim = claim;
    this.lifeline = lifeline;
    this.temporary = temporary;
  }

  /// Starts on a directory that is kept.
  ///
  /// @param directory made if missing; holds the data, `server.log` and a lock
  /// @throws EmbeddedServerException with a plain sentence: port in use, disk full, directory in
  ///   use, or anything else with the end of the server's log
  public static EmbeddedPostgres start(Path directory, PostgresSettings settings) {
    return start(directory.toAbsolutePath().normalize(), settings, false);
  }

  /// As [#start(Path, PostgresSettings)].
  ///
  /// @param port to listen on, 0 for any free one
  /// @param parameters of `postgresql.conf`, over those that Daybook chose
  public static EmbeddedPostgres start(Path directory, int port, Map<String, String> parameters) {
    return start(directory, new PostgresSettings(port, PostgresSettings.START_WITHIN, parameters));
  }

  /// Starts an empty server on a free port; its directory is deleted at [#close] or when this JVM
  /// ends. As durable as any other.
  public static EmbeddedPostgres startTemporary() {
    return startTemporary(PostgresSettings.defaults());
  }

  /// As [#startTemporary()], with settings.
  public static EmbeddedPostgres startTemporary(PostgresSettings settings) {
    try {
      return start(Files.createTempDirectory("daybook-postgres-"), settings, true);
    } catch (IOException e) {
      throw new EmbeddedServerException("No temporary directory can be made: " + e, e);
    }
  }

  private static EmbeddedPostgres start(
      Path directory, PostgresSettings settings, boolean temporary) {
    var begin = System.nanoTime();
    try {
      var cluster = new PostgresCluster(PostgresInstallation.unpacked(), directory);
      var claim = DirectoryClaim.on("PostgreSQL", directory);
      try {
        cluster.stopLeftOvers();
        cluster.create();
        var server = launch(cluster, settings, claim, temporary ? directory : null);
        log.info(
            "PostgreSQL runs on 127.0.0.1:{} with data in {} (process {}, started in {} ms)",
            server.port(),
            directory,
            server.pid(),
            Duration.ofNanos(System.nanoTime() - begin).toMillis());
        return server;
      } catch (IOException | RuntimeException e) {
        claim.release();
        throw e;
      }
    } catch (IOException e) {
      throw EmbeddedServerException.files("PostgreSQL", directory, e);
    }
  }

  private static EmbeddedPostgres launch(
      PostgresCluster cluster,
      PostgresSettings settings,
      DirectoryClaim claim,
      @Nullable Path temporary)
      throws IOException {
    var letGoBy = System.nanoTime() + LETTING_GO.toNanos();
    var attempt = 1;
    while (true) {
      var port = Ports.free(settings.port(), "PostgreSQL");
      var process = cluster.launch(port, settings.serverParameters());
      var lifeline = Lifeline.of(process.pid(), temporary);
      process.whenGone(lifeline::release);
      if (process.awaitReady(() -> cluster.isReady(process.pid()), settings.startWithin())) {
        process.whenGone(claim::release);
        return new EmbeddedPostgres(process, port, claim, lifeline, temporary);
      }
      var ended = !process.isAlive();
      process.kill();
      // The kernel counts a process to a server's memory until it is gone, also one that was
      // killed.
      if (ended
          && cluster.log().says("pre-existing shared memory block")
          && System.nanoTime() < letGoBy) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        continue;
      }
      // Between finding a free port and binding it another process may have been quicker.
      var portTaken = cluster.log().says("Address already in use");
      if (!portTaken) {
        throw cluster.failure(
            ended ? "it has ended again." : "it is not ready after " + settings.startWithin());
      }
      if (settings.port() != 0 || attempt == FREE_PORT_ATTEMPTS) {
        throw EmbeddedServerException.portInUse("PostgreSQL", port);
      }
      attempt++;
    }
  }

  /// Where to connect with [#user()] and no password.
  ///
  /// @param database an existing database; `postgres` always exists
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /// The superuser.
  public String user() {
    return PostgresCluster.USER;
  }

  /// A new plain data source: every connection is a real one, nothing is pooled.
  public DataSource dataSource(String database) {
    var source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl(database));
    source.setUser(user());
    return source;
  }

  /// Makes a database that only those enter who may; leaves one that exists as it is, but for that.
  ///
  /// @param name lower-case letters, digits, `_` and `-`, beginning with a letter
  public void createDatabase(String name) {
    if (!name.matches("[a-z][a-z0-9_-]{0,62}")) {
      throw new IllegalArgumentException("Not a database name: " + name);
    }
    try (var connection = dataSource("postgres").getConnection();
        var statement = connection.createStatement()) {
      create(name, statement);
      // PostgreSQL lets every login into every database, unless it is told not to.
      statement.execute(
          "revoke connect, temporary on database \"%s\", postgres, template1 from public"
              .formatted(name));
    } catch (SQLException e) {
      throw new EmbeddedServerException(
          "PostgreSQL cannot make the database %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static void create(String name, Statement statement) throws SQLException {
    try {
      statement.execute("create database \"" + name + "\"");
    } catch (SQLException e) {
      var exists =
          "42P04".equals(e.getSQLState())
              || PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState());
      if (!exists) {
        throw e;
      }
    }
  }

  public int port() {
    return port;
  }

  /// The number of the server's first process.
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes when the server ends without [#close], [#kill] included; never otherwise.
  public CompletableFuture<ProcessHandle> onExit() {
    return process.onExit();
  }

  /// Ends all of the server's processes at once and without warning, as a crash would (SIGKILL).
  /// The data stay, even those of a temporary server until [#close]; start again to recover.
  public void kill() {
    process.kill();
    end();
  }

  /// Ends open connections, writes a checkpoint and stops; no process is left. Does nothing the
  /// second time.
  @Override
  public void close() {
    process.stop("INT", GRACE);
    end();
    if (temporary != null && Files.exists(temporary)) {
      try {
        Directories.delete(temporary);
      } catch (IOException e) {
        log.warn("{} cannot be deleted: {}", temporary, e.toString());
      }
    }
  }

  private void end() {
    lifeline.release();
    claim.release();
  }
}
