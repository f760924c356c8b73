package io.daybook.catalog.projection;

import io.daybook.catalog.projection.ProductDocument.Versioned;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Bulk requests on their way, two at most, so that a shard works on one while the other is read;
/// their outcomes come in the order in which they were sent. For one thread.
final class BulkFlight implements AutoCloseable {

  private static final int MOST = 2;

  private final Bulk bulk;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Future<Outcome>> flying = new ArrayDeque<>(MOST);

  BulkFlight(Bulk bulk) {
    this.bulk = bulk;
  }

  /// One bulk request.
  @FunctionalInterface
  interface Bulk {

    /// @return what was refused for what it says, by sku
    Map<String, DocumentRefused> send(List<Versioned> page) throws IOException;
  }

  /// What became of a page.
  record Outcome(List<Versioned> page, Map<String, DocumentRefused> refused) {

    /// What was refused, by document.
    Map<Versioned, DocumentRefused> refusals() {
      Map<Versioned, DocumentRefused> refusals = new LinkedHashMap<>();
      for (Versioned it : page) {
        DocumentRefused why = refused.get(it.document().sku());
        if (why != null) {
          refusals.put(it, why);
        }
      }
      return refusals;
    }
  }

  boolean isFull() {
    return flying.size() == MOST;
  }

  boolean isEmpty() {
    return flying.isEmpty();
  }

  /// Sends a page, unless it is full.
  void send(List<Versioned> page) {
    if (isFull()) {
      throw new IllegalStateException("Two bulk requests are on their way");
    }
    flying.add(threads.submit(() -> new Outcome(page, bulk.send(page))));
  }

  /// Waits for the first that was sent.
  ///
  /// @throws IOException when it may have to be sent again
  Outcome arrive() throws IOException, InterruptedException {
    try {
      return flying.remove().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new IOException(failed.getCause());
    }
  }

  /// Waits for what is still on its way.
  @Override
  public void close() {
    threads.close();
  }
}
