package io.daybook.catalog.projection;

import io.daybook.axon.LoggedEvents;
import io.daybook.axon.Quarantine;
import io.daybook.axon.QuarantineTable;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.catalog.projection.ProductIndex.Made;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// The documents that Elasticsearch will not take. A document is always whole: whatever waits for
/// it, mending sends what the tables say now, and nothing can be doubled.
final class HeldDocuments implements Quarantine {

  private static final Logger log = LoggerFactory.getLogger(HeldDocuments.class);

  private final ProductIndex index;
  private final ProductDocuments documents;
  private final QuarantineTable table;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final TransactionOperations transactions;
  private final IndexLock lock;

  private HeldDocuments(
      ProductIndex index,
      ProductDocuments documents,
      QuarantineTable table,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      TransactionOperations transactions,
      IndexLock lock) {
    this.index = index;
    this.documents = documents;
    this.table = table;
    this.source = source;
    this.transactions = transactions;
    this.lock = lock;
  }

  /// The documents of an index that is made of the tables in `views`.
  ///
  /// @param source the log, to name the events
  static HeldDocuments of(
      ProductIndex index,
      DataSource views,
      StreamableMessageSource<TrackedEventMessage<?>> source) {
    return new HeldDocuments(
        index,
        new ProductDocuments(views),
        new QuarantineTable(JdbcClient.create(views), "public", ProductIndexer.NAME),
        source,
        new TransactionTemplate(new JdbcTransactionManager(views)),
        new IndexLock(views));
  }

  /// Those of `changed` that are held.
  Set<String> heldOf(List<Versioned> changed) {
    return changed.isEmpty()
        ? Set.of()
        : table.heldOf(changed.stream().map(it -> it.document().sku()).toList());
  }

  /// Lets documents wait, in one transaction with the index's position.
  ///
  /// @param held those that wait already
  /// @param refused those that were refused now
  /// @param events what came for each
  /// @param reached writes the position
  void hold(
      Set<String> held,
      Map<String, DocumentRefused> refused,
      Map<String, List<TrackedEventMessage<?>>> events,
      Runnable reached) {
    transactions.executeWithoutResult(_ -> {
      held.forEach(sku -> table.queue(sku, events.getOrDefault(sku, List.of())));
      refused.forEach((sku, why) -> hold(sku, why, events.getOrDefault(sku, List.of())));
      reached.run();
    });
  }

  /// Begins again with an index that was filled: nothing waits but what was refused. When another
  /// node has filled the same one first, and may have sent more since, nothing is done.
  ///
  /// @param made the index that was filled
  /// @param refused with the position that the document was made of
  /// @param reached what it was filled up to
  /// @return the position that it has reached
  long beginAgain(Made made, Map<Versioned, DocumentRefused> refused, long reached) {
    Optional<Long> position = Optional.empty();
    while (position.isEmpty()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Interrupted while others write the index");
      }
      position = lock.exchanging(() -> noteFilled(made, refused, reached));
    }
    return position.get();
  }

  private long noteFilled(Made made, Map<Versioned, DocumentRefused> refused, long reached) {
    long known = documents.indexPosition(made.uuid());
    if (known >= 0) {
      return known;
    }
    table.releaseAll(table.held().stream().map(Held::sequence).collect(Collectors.toSet()));
    refused.forEach((it, why) ->
        hold(it.document().sku(), why, LoggedEvents.at(source, List.of(it.version()))));
    documents.filled(made.uuid(), made.revision(), reached);
    return reached;
  }

  private void hold(String sku, DocumentRefused why, List<TrackedEventMessage<?>> events) {
    table.hold(sku, why, events);
    log.warn("{} holds {}", reader(), sku, why);
  }

  @Override
  public String reader() {
    return table.reader();
  }

  @Override
  public List<Held> held() {
    return table.held();
  }

  @Override
  public Optional<Held> redrive(String sku) {
    return mend(sku, null);
  }

  /// When nothing waits behind the event, the document stays as it is until the product changes.
  @Override
  public Optional<Held> skip(String sku, long position) {
    return mend(sku, position);
  }

  private Optional<Held> mend(String sku, @Nullable Long skipped) {
    return lock.writing(() -> {
      Optional<Held> held = table.lock(sku);
      if (held.isEmpty() || (skipped != null && held.get().position() != skipped)) {
        return held;
      }
      List<Long> waiting = new ArrayList<>(table.waiting(sku));
      waiting.remove(skipped);
      DocumentRefused refused = waiting.isEmpty() ? null : send(sku);
      if (refused != null) {
        table.failedAgain(sku, refused, LoggedEvents.at(source, List.of(waiting.getFirst())));
        return table.find(sku);
      }
      table.release(sku);
      return Optional.empty();
    });
  }

  /// Nobody else mends this document: its entry is locked.
  private @Nullable DocumentRefused send(String sku) {
    try {
      List<Versioned> now = documents.changed(List.of(sku), 0);
      return index.sendMended(now).values().stream().findFirst().orElse(null);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
