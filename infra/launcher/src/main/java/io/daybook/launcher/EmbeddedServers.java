package io.daybook.launcher;

import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.embedded.EmbeddedKafka;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.embedded.EmbeddedServerException;
import io.daybook.embedded.KafkaNodeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// PostgreSQL, Elasticsearch and, where it is wanted, Kafka as child processes, starting side by
/// side while the rest of Daybook loads. Whoever needs one waits for it.
///
/// Thread-safe.
final class EmbeddedServers implements AutoCloseable {

  private static final List<String> DATABASES = List.of("events", "sagas", "views");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<EmbeddedPostgres> postgres;
  private final CompletableFuture<EmbeddedElasticsearch> elasticsearch;
  private final Optional<CompletableFuture<EmbeddedKafka>> kafka;

  /// Begins to start all on the data under `data`.
  EmbeddedServers(Path data, boolean withKafka) {
    kafka =
        withKafka
            ? Optional.of(
                CompletableFuture.supplyAsync(
                    () -> EmbeddedKafka.start(data.resolve("kafka"), KafkaNodeSettings.defaults()),
                    threads))
            : Optional.empty();
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

  /// Whether there is a broker, or will be.
  boolean hasKafka() {
    return kafka.isPresent();
  }

  /// The broker, when it is ready.
  ///
  /// @throws Trouble when it does not start
  EmbeddedKafka kafka() {
    return join(kafka.orElseThrow());
  }

  /// Completes with a sentence about it when one dies that nothing goes on without; Kafka does not
  /// count, it is waited for. Waits for the others to be ready first.
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

  /// Stops all, whatever state they are in.
  @Override
  public void close() {
    try (threads) {
      kafka.ifPresent(EmbeddedServers::close);
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
