package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks Elasticsearch for no longer than a few seconds and with no more than so many questions at
/// once: one that hangs takes nothing away from the pages that don't need it. Safe for all threads.
final class BoundedSearch {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_AT_ONCE = 128;

  private final ElasticsearchAsyncClient elasticsearch;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  BoundedSearch(ElasticsearchClient elasticsearch) {
    this.elasticsearch = new ElasticsearchAsyncClient(elasticsearch._transport());
  }

  /// @throws ElasticsearchException when it refuses
  /// @throws IOException when it can't be reached, has too much to do, or isn't done in time
  <T> SearchResponse<T> search(SearchRequest request, Class<T> type) throws IOException {
    if (!places.tryAcquire()) {
      throw new IOException("Too many searches at once");
    }
    CompletableFuture<SearchResponse<T>> asked = elasticsearch.search(request, type);
    try {
      SearchResponse<T> found = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (found.timedOut() || found.shards().failed().intValue() > 0) {
        throw new IOException("Elasticsearch has only found a part");
      }
      return found;
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
    } finally {
      places.release();
    }
  }
}
