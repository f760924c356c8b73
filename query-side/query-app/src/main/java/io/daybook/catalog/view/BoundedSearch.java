package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;

/// Asks Elasticsearch for no longer than a few seconds and with no more than so many questions at
/// once: one that hangs takes nothing away from the pages that don't need it. Everything that a
/// search needs of Elasticsearch is asked for here. Safe for all threads.
final class BoundedSearch {

  static final int MOST_AT_ONCE = 128;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// In one process with the indexer its bulk requests take some as well.
  private static final int CONNECTIONS = MOST_AT_ONCE + 32;

  private final ElasticsearchAsyncClient elasticsearch;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  BoundedSearch(ElasticsearchClient elasticsearch) {
    this.elasticsearch = new ElasticsearchAsyncClient(elasticsearch._transport());
  }

  /// A client with as many connections as there may be questions: with fewer, most would wait for
  /// one of those.
  static ElasticsearchClient connect(String uri) {
    Rest5Client connections =
        Rest5Client.builder(URI.create(uri))
            .setConnectionManagerCallback(
                it -> it.setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS))
            // Packing an answer takes longer than a network between neighbours takes to carry it.
            .setHttpClientConfigCallback(HttpAsyncClientBuilder::disableContentCompression)
            .build();
    return new ElasticsearchClient(
        new Rest5ClientTransport(connections, new Jackson3JsonpMapper()));
  }

  /// When somebody who begins to ask now has waited long enough, by [System#nanoTime()].
  static long patience() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  /// Takes a lock under which Elasticsearch is asked.
  ///
  /// @param until when it must be taken, as [#patience()] says
  /// @throws IOException when others keep it for too long
  static void lock(Lock lock, long until) throws IOException {
    try {
      if (!lock.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new IOException("Elasticsearch has not answered others within " + PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /// Searches.
  ///
  /// @param until when the answer must be there, as [#patience()] says
  /// @throws ElasticsearchException when it refuses
  /// @throws IOException when it can't be reached, has too much to do, or isn't done in time
  <T> SearchResponse<T> search(SearchRequest request, Class<T> type, long until)
      throws IOException {
    SearchResponse<T> found = ask(it -> it.search(request, type), until);
    if (found.timedOut() || found.shards().failed().intValue() > 0) {
      throw new IOException("Elasticsearch has only found a part");
    }
    return found;
  }

  /// Asks anything.
  ///
  /// @param until when the answer must be there, as [#patience()] says
  /// @throws ElasticsearchException when it refuses
  /// @throws IOException when it can't be reached, has too much to do, or isn't done in time
  <T> T ask(Function<ElasticsearchAsyncClient, CompletableFuture<T>> question, long until)
      throws IOException {
    if (!places.tryAcquire()) {
      throw new IOException("Too many searches at once");
    }
    try {
      return answer(question.apply(elasticsearch), until);
    } finally {
      places.release();
    }
  }

  private static <T> T answer(CompletableFuture<T> asked, long until) throws IOException {
    try {
      return asked.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ElasticsearchException refused) {
        throw refused;
      }
      throw new IOException(failed.getCause());
    } catch (TimeoutException _) {
      asked.cancel(true);
      throw new IOException("Elasticsearch has not answered within " + PATIENCE);
    } catch (InterruptedException _) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
