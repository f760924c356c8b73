package io.daybook.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A real Elasticsearch node on the loopback interface, in a JVM of its own, child of this process.
///
/// Its data stays in a directory that the caller names. It goes down with this process, even when
/// this process is killed. Nobody is asked for a password: bind nothing but loopback. Thread-safe.
public final class EmbeddedElasticsearch implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

  private final Process process;
  private final URI uri;
  private final @Nullable Path temporary;

  private EmbeddedElasticsearch(Process process, URI uri, @Nullable Path temporary) {
    this.process = process;
    this.uri = uri;
    this.temporary = temporary;
  }

  /// Starts a node on a free port whose data is gone when it is closed.
  ///
  /// @throws EmbeddedServerException when it does not start
  public static EmbeddedElasticsearch startTemporary() {
    try {
      Path directory = Files.createTempDirectory("daybook-elasticsearch");
      return start(EsHome.find(), directory, 0, directory);
    } catch (IOException failed) {
      throw new EmbeddedServerException("Can't make a temporary directory.", failed);
    }
  }

  /// Starts a node on the data kept in a directory, which is made when it is missing.
  ///
  /// @param dataDirectory belongs to the node alone
  /// @param port to listen on, 0 for any free one
  /// @throws EmbeddedServerException when the port is in use or the node does not start
  public static EmbeddedElasticsearch start(Path dataDirectory, int port) {
    return start(EsHome.find(), dataDirectory.toAbsolutePath(), port, null);
  }

  private static EmbeddedElasticsearch start(
      Path home, Path directory, int port, @Nullable Path temporary) {
    int freePort = Ports.free(port, "Elasticsearch");
    Path log = directory.resolve("node.log");
    Path ready = directory.resolve("logs/http.ports");
    try {
      Files.createDirectories(directory.resolve("tmp"));
      Files.createDirectories(directory.resolve("logs"));
      Files.deleteIfExists(ready);
      Process process =
          new ProcessBuilder(command(home, directory, freePort))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()))
              .start();
      awaitReady(process, ready, log);
      return new EmbeddedElasticsearch(
          process, URI.create("http://127.0.0.1:" + freePort), temporary);
    } catch (IOException failed) {
      throw new EmbeddedServerException("Elasticsearch can't use %s.".formatted(directory), failed);
    }
  }

  private static List<String> command(Path home, Path directory, int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A small heap compiled quickly: a development node has one shop to serve.
    command.addAll(List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-XX:+ExitOnOutOfMemoryError");
    Path cache = home.resolve("es-node.aot");
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(
        List.of(
            "-Des.path.home=" + home,
            "-Djava.io.tmpdir=" + directory.resolve("tmp"),
            "-Ddaybook.exit-with-parent=true",
            "-Dlog4j.shutdownHookEnabled=false",
            "-Dlog4j2.disable.jmx=true",
            "-Dio.netty.noUnsafe=true",
            "-Dio.netty.noKeySetOptimization=true",
            "-Dio.netty.recycler.maxCapacityPerThread=0",
            // The vector library is in no registry package; nothing here searches vectors.
            "-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false",
            "--module-path",
            home.resolve("lib").toString(),
            "--add-modules=jdk.net,jdk.management.agent,ALL-MODULE-PATH",
            "--enable-native-access="
                + "org.apache.lucene.core,org.elasticsearch.nativeaccess,org.elasticsearch.foreign",
            "-cp",
            home.resolve("launcher").resolve("*").toString(),
            "io.daybook.esnode.EsNode"));
    command.addAll(
        List.of(
            "path.data=" + directory.resolve("data"),
            "path.logs=" + directory.resolve("logs"),
            "node.portsfile=true",
            "network.host=127.0.0.1",
            "http.port=" + port,
            "transport.port=0",
            "discovery.type=single-node",
            "cluster.routing.allocation.disk.threshold_enabled=false",
            // The real-memory breaker takes the garbage of a serial collector for live data.
            "indices.breaker.total.use_real_memory=false"));
    return command;
  }

  /// The node writes its ports file as the last step of its start.
  private static void awaitReady(Process process, Path ready, Path log) {
    long end = System.nanoTime() + START_PATIENCE.toNanos();
    while (!Files.exists(ready)) {
      if (ServerProcess.awaitExit(process.toHandle(), Duration.ofMillis(25))
          || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new EmbeddedServerException(
            "Elasticsearch did not start. " + ServerProcess.tail(log));
      }
    }
  }

  /// Where its HTTP API is.
  public URI uri() {
    return uri;
  }

  /// Process id of the node.
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes when the node is gone, for whatever reason.
  public CompletableFuture<ProcessHandle> onExit() {
    return process.toHandle().onExit();
  }

  /// Kills the node as a crash would.
  public void kill() {
    ServerProcess.kill(process.toHandle());
  }

  /// Stops the node and leaves no process behind. Does nothing when it is gone already.
  @Override
  public void close() {
    process.destroy();
    if (!ServerProcess.awaitExit(process.toHandle(), STOP_PATIENCE)) {
      ServerProcess.kill(process.toHandle());
    }
    if (temporary != null) {
      ServerProcess.deleteTree(temporary);
    }
  }
}
