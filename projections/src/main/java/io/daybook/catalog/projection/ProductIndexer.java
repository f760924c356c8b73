package io.daybook.catalog.projection;

import io.daybook.axon.BatchSubscriber;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.inventory.event.StockItemEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Keeps the search index equal to the tables of products and stock levels.
///
/// The log says which products changed; the documents are read from the tables once these have come
/// as far, whole, and only if something changed that searchers see. A batch is one bulk request,
/// then the position. Whatever comes twice has the version that is there already.
///
/// An index that is new or was lost is filled from the tables, not from the log.
final class ProductIndexer implements BatchSubscriber {

  static final String NAME = "projections.catalog.search";

  private static final int PAGE = 1_000;
  private static final Duration LOOK = Duration.ofMillis(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProductIndex index;
  private final ProductDocuments documents;
  private final Duration interval;
  private long position;

  /// @param interval least time from one batch to the next
  ProductIndexer(ProductIndex index, ProductDocuments documents, Duration interval) {
    this.index = index;
    this.documents = documents;
    this.interval = interval;
  }

  @Override
  public long position() {
    try {
      String uuid = index.prepare();
      position = documents.indexPosition(uuid);
      if (position < 0) {
        position = fill(uuid);
      }
      return position;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private long fill(String uuid) throws IOException {
    long reached = documents.tablesPosition();
    String last = "";
    List<Versioned> page = documents.page(last, PAGE);
    while (!page.isEmpty()) {
      index.send(page);
      last = page.getLast().document().sku();
      page = documents.page(last, PAGE);
    }
    index.open();
    documents.filled(uuid, reached);
    return reached;
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long last) {
    Set<String> touched = new HashSet<>();
    for (TrackedEventMessage<?> message : batch) {
      switch (message.getPayload()) {
        case ProductEvent event -> touched.add(event.sku().value());
        case StockItemEvent event -> touched.add(event.sku().value());
        default -> {} // Searchers see nothing else.
      }
    }
    List<Versioned> changed = List.of();
    if (!touched.isEmpty()) {
      awaitTables(last);
      changed = documents.changed(touched, position);
    }
    try {
      index.send(changed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    documents.reached(last, !changed.isEmpty());
    position = last;
    LockSupport.parkNanos(this, interval.toNanos());
  }

  private void awaitTables(long last) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (documents.tablesPosition() < last) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("The tables haven't reached " + last + " yet");
      }
      LockSupport.parkNanos(this, LOOK.toNanos());
    }
  }
}
