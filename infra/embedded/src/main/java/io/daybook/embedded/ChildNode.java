package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server in a JVM of its own, from its start on a directory to its end. Safe for use by several
/// threads.
final class ChildNode implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChildNode.class);
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final long NONE = -1;

  /// How a server is started.
  interface Recipe {

    /// Its name for people.
    String server();

    /// Where it wants to listen; 0 for any free port.
    int port();

    /// How long its start may take, recovery included.
    Duration startWithin();

    /// The file in its directory that it makes, at once and whole, when it answers; the first line
    /// says where.
    Path ready(Path directory);

    /// Prepares the directory.
    ///
    /// @return the command that starts it
    List<String> command(Path directory, int port) throws IOException;
  }

  private final ServerProcess process;
  private final DirectoryClaim claim;
  private final String address;
  private final @Nullable Path temporary;

  private ChildNode(
      ServerProcess process, DirectoryClaim claim, String address, @Nullable Path temporary) {
    this.process = process;
    this.claim = claim;
    this.address = address;
    this.temporary = temporary;
  }

  /// Starts one on a directory that is kept.
  ///
  /// @throws EmbeddedServerException with a plain sentence
  static ChildNode start(Recipe recipe, Path directory) {
    return start(recipe, directory.toAbsolutePath().normalize(), false);
  }

  /// Starts an empty one, whose directory is deleted at [#close].
  ///
  /// @throws EmbeddedServerException with a plain sentence
  static ChildNode startTemporary(Recipe recipe, String prefix) {
    try {
      return start(recipe, Files.createTempDirectory(prefix), true);
    } catch (IOException e) {
      throw new EmbeddedServerException("No temporary directory can be made: " + e, e);
    }
  }

  private static ChildNode start(Recipe recipe, Path directory, boolean temporary) {
    var begin = System.nanoTime();
    try {
      var claim = DirectoryClaim.on(recipe.server(), directory);
      try {
        new LeftOvers(recipe.server(), "java", directory).stop("TERM", NONE);
        var node = launch(recipe, directory, claim, temporary ? directory : null);
        log.info(
            "{} runs on {} with data in {} (process {}, started in {} ms)",
            recipe.server(),
            node.address(),
            directory,
            node.pid(),
            Duration.ofNanos(System.nanoTime() - begin).toMillis());
        return node;
      } catch (IOException | RuntimeException e) {
        claim.release();
        throw e;
      }
    } catch (IOException e) {
      throw EmbeddedServerException.files(recipe.server(), directory, e);
    }
  }

  private static ChildNode launch(
      Recipe recipe, Path directory, DirectoryClaim claim, @Nullable Path temporary)
      throws IOException {
    var server = recipe.server();
    var port = Ports.free(recipe.port(), server);
    var serverLog = new ServerLog(directory.resolve("node.log"));
    var ready = recipe.ready(directory);
    Files.deleteIfExists(ready);
    var process = ServerProcess.start(recipe.command(directory, port), directory, serverLog);
    if (process.awaitReady(() -> Files.exists(ready), recipe.startWithin())) {
      process.whenGone(claim::release);
      return new ChildNode(process, claim, Files.readAllLines(ready).getFirst(), temporary);
    }
    var ended = !process.isAlive();
    process.kill();
    if (serverLog.says("Address already in use")) {
      throw EmbeddedServerException.portInUse(server, port);
    }
    if (serverLog.saysDiskFull()) {
      throw EmbeddedServerException.diskFull(server, directory);
    }
    throw EmbeddedServerException.cannotStart(
        server,
        ended ? "it has ended again." : "it is not ready after " + recipe.startWithin(),
        serverLog);
  }

  /// Host and port.
  String address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Completes when it ends without [#close], [#kill] included; never otherwise.
  CompletableFuture<ProcessHandle> onExit() {
    return process.onExit();
  }

  /// SIGKILL. The data stay, even those of a temporary one until [#close].
  void kill() {
    process.kill();
    claim.release();
  }

  /// Stops it; no process is left. Does nothing the second time.
  @Override
  public void close() {
    process.stop("TERM", GRACE);
    claim.release();
    if (temporary != null && Files.exists(temporary)) {
      try {
        Directories.delete(temporary);
      } catch (IOException e) {
        log.warn("{} can't be deleted: {}", temporary, e.toString());
      }
    }
  }
}
