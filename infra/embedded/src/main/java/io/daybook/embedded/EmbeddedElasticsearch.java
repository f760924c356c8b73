package io.daybook.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real Elasticsearch node in a JVM of its own, child of this process, on 127.0.0.1 only.
///
/// Life: [#start(Path, ElasticsearchSettings)] takes the directory for this JVM, stops what a dead
/// JVM has left running there, and returns when the node answers. [#close] is the way to end it;
/// should this JVM die instead, the node reads the end of its input and stops by itself. What it
/// acknowledged survives a kill. Nobody is asked for a password. Safe for use by several threads.
public final class EmbeddedElasticsearch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedElasticsearch.class);
  private static final String SERVER = "Elasticsearch";
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final long NONE = -1;

  private final ServerProcess process;
  private final URI uri;
  private final DirectoryClaim claim;
  private final @Nullable Path temporary;

  private EmbeddedElasticsearch(
      ServerProcess process, URI uri, DirectoryClaim claim, @Nullable Path temporary) {
    this.process = process;
    this.uri = uri;
    this.claim = claim;
    this.temporary = temporary;
  }

  /// Starts on a directory that is kept.
  ///
  /// @param directory made if missing; belongs to the node alone
  /// @throws EmbeddedServerException with a plain sentence: port in use, disk full, directory in
  ///   use, not built yet, or anything else with the end of the node's log
  public static EmbeddedElasticsearch start(Path directory, ElasticsearchSettings settings) {
    return start(directory.toAbsolutePath().normalize(), settings, false);
  }

  /// As [#start(Path, ElasticsearchSettings)].
  ///
  /// @param port to listen on, 0 for any free one
  public static EmbeddedElasticsearch start(Path directory, int port) {
    return start(directory, ElasticsearchSettings.defaults().withPort(port));
  }

  /// Starts an empty node on a free port; its directory is deleted at [#close].
  public static EmbeddedElasticsearch startTemporary() {
    try {
      var directory = Files.createTempDirectory("daybook-elasticsearch-");
      return start(directory, ElasticsearchSettings.defaults(), true);
    } catch (IOException e) {
      throw new EmbeddedServerException("No temporary directory can be made: " + e, e);
    }
  }

  private static EmbeddedElasticsearch start(
      Path directory, ElasticsearchSettings settings, boolean temporary) {
    var begin = System.nanoTime();
    var home = EsHome.of(settings.home());
    try {
      var claim = DirectoryClaim.on(SERVER, directory);
      try {
        new LeftOvers(SERVER, "java", directory).stop("TERM", NONE);
        var node = launch(home, directory, settings, claim, temporary ? directory : null);
        log.info(
            "Elasticsearch runs on {} with data in {} (process {}, started in {} ms)",
            node.uri(),
            directory,
            node.pid(),
            Duration.ofNanos(System.nanoTime() - begin).toMillis());
        return node;
      } catch (IOException | RuntimeException e) {
        claim.release();
        throw e;
      }
    } catch (IOException e) {
      throw EmbeddedServerException.files(SERVER, directory, e);
    }
  }

  private static EmbeddedElasticsearch launch(
      Path home,
      Path directory,
      ElasticsearchSettings settings,
      DirectoryClaim claim,
      @Nullable Path temporary)
      throws IOException {
    var port = Ports.free(settings.port(), SERVER);
    var serverLog = new ServerLog(directory.resolve("node.log"));
    // The node writes its address here, at once and whole, as the last step of its start.
    var address = directory.resolve("logs").resolve("http.ports");
    Files.createDirectories(directory.resolve("tmp"));
    Files.deleteIfExists(address);
    var process =
        ServerProcess.start(settings.command(home, directory, port), directory, serverLog);
    if (process.awaitReady(() -> Files.exists(address), settings.startWithin())) {
      process.whenGone(claim::release);
      var uri = URI.create("http://" + Files.readAllLines(address).getFirst());
      return new EmbeddedElasticsearch(process, uri, claim, temporary);
    }
    var ended = !process.isAlive();
    process.kill();
    if (serverLog.says("Address already in use")) {
      throw EmbeddedServerException.portInUse(SERVER, port);
    }
    if (serverLog.saysDiskFull()) {
      throw EmbeddedServerException.diskFull(SERVER, directory);
    }
    throw EmbeddedServerException.cannotStart(
        SERVER,
        ended ? "it has ended again." : "it is not ready after " + settings.startWithin(),
        serverLog);
  }

  /// Where its HTTP API is.
  public URI uri() {
    return uri;
  }

  /// The number of the node's process.
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes when the node ends without [#close], [#kill] included; never otherwise.
  public CompletableFuture<ProcessHandle> onExit() {
    return process.onExit();
  }

  /// Ends the node at once and without warning, as a crash would (SIGKILL). The data stay, even
  /// those of a temporary node until [#close].
  public void kill() {
    process.kill();
    claim.release();
  }

  /// Stops the node; no process is left. Does nothing the second time.
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
