package io.daybook.launcher;

import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.embedded.EmbeddedServerException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// PostgreSQL and Elasticsearch as child processes, starting side by side while the rest of Daybook
/// loads. Whoever needs one waits for it.
///
/// Thread-safe.
final class EmbeddedServers implements AutoCloseable {

  private static final List<String> DATABASES = List.of("events", "sagas", "views");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<EmbeddedPostgres> postgres;
  private final CompletableFuture<EmbeddedElasticsearch> elasticsearch;

  /// Begins to start both on the data under `data`.
  EmbeddedServers(Path data) {
    postgres =
        CompletableFuture.supplyAsync(() -> startPostgres(data.resolve("postgres")), threads);
    elasticsearch =
        CompletableFuture.supplyAsync(
            () -> EmbeddedElasticsearch.start(data.resolve("elasticsearch"), 0), threads);
  }

  /// The server, when it is ready.
  ///
  /// @throws Trouble when it does not start
  EmbeddedPostgres postgres() {
    return join(postgres);
  }

  /// The node, when it is ready.
  ///
  /// @throws Trouble when it does not start
  EmbeddedElasticsearch elasticsearch() {
    return join(elasticsearch);
  }

  /// Completes with a sentence about it when either dies. Waits for both to be ready first.
  CompletableFuture<String> onDeath() {
    CompletableFuture<String> death = new CompletableFuture<>();
    var _ =
        postgres()
            .onExit()
            .thenRun(() -> death.complete("PostgreSQL died: see postgres/server.log."));
    var _ =
        elasticsearch()
            .onExit()
            .thenRun(() -> death.complete("Elasticsearch died: see elasticsearch/node.log."));
    return death;
  }

  /// Stops both, whatever state they are in.
  @Override
  public void close() {
    try (threads) {
      close(elasticsearch);
      close(postgres);
    }
  }

  private static EmbeddedPostgres startPostgres(Path data) {
    EmbeddedPostgres server = EmbeddedPostgres.start(data, 0, Map.of());
    try {
      DATABASES.forEach(server::createDatabase);
      return server;
    } catch (RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  private static <T> T join(CompletableFuture<T> server) {
    try {
      return server.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof EmbeddedServerException why) {
        throw new Trouble(String.valueOf(why.getMessage()));
      }
      throw failed;
    }
  }

  private static void close(CompletableFuture<? extends AutoCloseable> server) {
    try {
      server.join().close();
    } catch (Exception _) {
      // It never started, or is gone already.
    }
  }
}
