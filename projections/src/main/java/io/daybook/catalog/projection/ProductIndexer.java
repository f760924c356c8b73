package io.daybook.catalog.projection;

import io.daybook.axon.BatchSubscriber;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.catalog.projection.ProductIndex.Made;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.projection.LoggedEvent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Keeps the search index equal to the tables of products and stock levels.
///
/// The log says which products changed; the documents are read from the tables once these have come
/// as far, whole, and only if something changed that searchers see. A batch is one bulk request,
/// then the position. Whatever comes twice has the version that is there already.
///
/// A document that Elasticsearch refuses for what it says waits alone, in [HeldDocuments]; a row
/// that is held in the tables is copied when it is mended.
///
/// An index that is new or was lost is filled from the tables, not from the log; when two nodes
/// fill it at once, the first one that is done counts. Another version of it is built by
/// [SearchRebuild], and takes its place while nothing is sent.
final class ProductIndexer implements BatchSubscriber {

  static final String NAME = "projections.catalog.search";

  private static final Set<String> STREAMS =
      Set.of(ProductEvent.STREAM_TYPE, StockItemEvent.STREAM_TYPE);
  private static final int PAGE = 1_000;
  private static final Duration LOOK = Duration.ofMillis(3);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProductIndex index;
  private final ProductDocuments documents;
  private final HeldDocuments quarantine;
  private final IndexVersions versions;
  private final IndexLock lock;
  private final Duration interval;
  private String uuid = "";
  private long position;

  /// @param views has the tables
  /// @param interval least time from one batch to the next
  ProductIndexer(
      ProductIndex index, DataSource views, HeldDocuments quarantine, Duration interval) {
    this.index = index;
    this.documents = new ProductDocuments(views);
    this.quarantine = quarantine;
    this.versions = new IndexVersions(views);
    this.lock = new IndexLock(views);
    this.interval = interval;
  }

  @Override
  public long position() {
    try {
      Made made = index.prepare(versions.live());
      uuid = made.uuid();
      position = documents.indexPosition(uuid);
      if (position < 0) {
        position = fill(made);
      }
      return position;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private long fill(Made made) throws IOException {
    long reached = documents.tablesPosition();
    Map<Versioned, DocumentRefused> refused = new LinkedHashMap<>();
    try (BulkFlight flight = new BulkFlight(index::send)) {
      List<Versioned> page = documents.page("", PAGE);
      while (!page.isEmpty() || !flight.isEmpty()) {
        if (page.isEmpty() || flight.isFull()) {
          refused.putAll(flight.arrive().refusals());
        } else {
          flight.send(page);
          page = documents.page(page.getLast().document().sku(), PAGE);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopped before the search index was filled");
    }
    index.open();
    return quarantine.beginAgain(made, refused, reached);
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long last) {
    Map<String, List<TrackedEventMessage<?>>> touched = touchedBy(batch);
    if (!touched.isEmpty()) {
      awaitTables(last);
    }
    position = lock.writing(() -> write(touched, last));
    LockSupport.parkNanos(this, interval.toNanos());
  }

  private long write(Map<String, List<TrackedEventMessage<?>>> touched, long last) {
    long sent = documents.indexPosition(uuid);
    if (sent < position) {
      followAnother();
    }
    List<Versioned> changed =
        touched.isEmpty() ? List.of() : documents.changed(touched.keySet(), position);
    Set<String> held = quarantine.heldOf(changed);
    List<Versioned> free =
        held.isEmpty()
            ? changed
            : changed.stream().filter(it -> !held.contains(it.document().sku())).toList();
    Map<String, DocumentRefused> refused = send(free);
    if (held.isEmpty() && refused.isEmpty()) {
      documents.reached(uuid, last, !free.isEmpty());
    } else {
      quarantine.hold(held, refused, touched, () -> documents.reached(uuid, last, !free.isEmpty()));
    }
    return last;
  }

  /// Another index took the place of the one that was written, complete up to here: or it was lost,
  /// and somebody else has filled it only so far.
  private void followAnother() {
    try {
      String now = index.prepare(versions.live()).uuid();
      if (documents.indexPosition(now) < position) {
        throw new IllegalStateException("The search index is another one, which begins earlier");
      }
      uuid = now;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Map<String, DocumentRefused> send(List<Versioned> changed) {
    try {
      return index.send(changed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What came for each sku. Payloads aren't read: what they say is in the tables.
  private static Map<String, List<TrackedEventMessage<?>>> touchedBy(
      List<TrackedEventMessage<?>> batch) {
    Map<String, List<TrackedEventMessage<?>>> touched = new LinkedHashMap<>();
    for (TrackedEventMessage<?> message : batch) {
      StreamId stream = LoggedEvent.streamOf(message);
      if (stream != null && STREAMS.contains(stream.type())) {
        touched.computeIfAbsent(stream.id(), _ -> new ArrayList<>()).add(message);
      }
    }
    return touched;
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
