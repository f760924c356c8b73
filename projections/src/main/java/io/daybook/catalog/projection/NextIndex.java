package io.daybook.catalog.projection;

import io.daybook.axon.LoggedEvents;
import io.daybook.axon.QuarantineTable;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.kernel.projection.NextVersion;
import io.daybook.kernel.projection.RebuildSettings;
import io.daybook.kernel.projection.Rebuildable;
import io.daybook.kernel.projection.ShopActivity;
import io.daybook.kernel.projection.Throttle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/// An index that nobody reads yet. Documents come from the tables in the order in which they last
/// changed: what changes meanwhile comes again behind, and a node that dies is followed by one that
/// goes on after the last page. Documents may come twice, and never go back.
///
/// For one thread.
final class NextIndex implements NextVersion {

  /// More in one request only wait longer for each other.
  private static final int MOST = 2_000;

  private final ProductIndex index;
  private final ProductIndexes indexes;
  private final DataSource views;
  private final ProductDocuments documents;
  private final IndexVersions versions;
  private final QuarantineTable held;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final RebuildSettings settings;
  private final BooleanSupplier stopped;
  private final IndexLock lock;
  private @Nullable String name;

  NextIndex(
      ProductIndex index,
      DataSource views,
      IndexVersions versions,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      RebuildSettings settings,
      BooleanSupplier stopped) {
    this.index = index;
    this.indexes = index.indexes();
    this.views = views;
    this.documents = new ProductDocuments(views);
    this.versions = versions;
    this.held =
        new QuarantineTable(
            JdbcClient.create(views), "public", Rebuildable.nextName(ProductIndexer.NAME));
    this.source = source;
    this.settings = settings;
    this.stopped = stopped;
    this.lock = new IndexLock(views);
  }

  @Override
  public long position() {
    name();
    return versions.position();
  }

  @Override
  public long livePosition() {
    return documents.indexPosition();
  }

  /// Its name. When it is not there it is made, and filled from the beginning.
  private String name() {
    String known = name;
    if (known != null) {
      return known;
    }
    try {
      int version = versions.next();
      String found = indexes.ofVersion(version).orElse(indexes.definition().name(version));
      if (indexes.make(found)) {
        versions.reached(0);
      }
      name = found;
      return found;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void follow(long after, long upTo) throws InterruptedException {
    ShopActivity activity =
        ShopActivity.outside(List.of("product", "stock_level"), views, this::livePosition);
    copy(after, upTo, new Throttle(settings.share(), activity));
  }

  /// Copies what changed after a position.
  ///
  /// @param upTo a position that the live index has reached: so had the tables, or nothing between
  ///   concerned a product
  /// @param throttle null for without rest
  /// @return how far it came
  private long copy(long after, long upTo, @Nullable Throttle throttle)
      throws InterruptedException {
    String known = name();
    try (DocumentPages pages = documents.after(after, Math.min(settings.pageSize(), MOST));
        BulkFlight flight = new BulkFlight(page -> index.sendTo(known, page))) {
      List<Versioned> page = pages.next();
      while (!page.isEmpty() && !stopped.getAsBoolean()) {
        if (flight.isFull()) {
          arrive(flight);
          rest(flight, throttle);
        }
        flight.send(page);
        page = pages.next();
      }
      while (!flight.isEmpty()) {
        arrive(flight);
      }
      if (!page.isEmpty()) {
        return versions.position();
      }
      long reached = Math.max(after, Math.max(pages.position(), upTo));
      versions.reached(reached);
      return reached;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void rest(BulkFlight flight, @Nullable Throttle throttle) throws InterruptedException {
    if (throttle == null) {
      return;
    }
    while (throttle.isNeeded() && !flight.isEmpty()) {
      arrive(flight);
    }
    throttle.rest();
  }

  private void arrive(BulkFlight flight) throws InterruptedException {
    try {
      BulkFlight.Outcome outcome = flight.arrive();
      note(outcome);
      versions.reached(outcome.page().getLast().version());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void note(BulkFlight.Outcome outcome) {
    Set<String> waiting =
        held.heldOf(outcome.page().stream().map(it -> it.document().sku()).toList());
    held.releaseAll(waiting);
    outcome
        .refusals()
        .forEach((it, why) ->
            held.hold(it.document().sku(), why, LoggedEvents.at(source, List.of(it.version()))));
  }

  @Override
  public void complete() {
    try {
      indexes.refresh(name());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Holds those who write the live index only until the next one has everything they wrote; both
  /// are compared as they were in that moment.
  @Override
  public String difference() throws InterruptedException {
    try (IndexComparison comparison = index.comparison(name())) {
      while (lock.exchanging(
              () -> {
                long live = livePosition();
                catchUp(live);
                comparison.begin(live);
                return live;
              })
          .isEmpty()) {
        Thread.onSpinWait();
      }
      return comparison.difference();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private long catchUp(long live) {
    try {
      return copy(versions.position(), live, null);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /// The aliases move first: dying then leaves an index that is read and complete, and the rest is
  /// done again.
  @Override
  public boolean exchange(Exchange exchange) {
    return lock.exchanging(
            () -> {
              try {
                long reached = catchUp(livePosition());
                indexes.open(name());
                documents.filled(indexes.uuid(name()), IndexDefinition.revisionOf(name()), reached);
                Connection connection = DataSourceUtils.getConnection(views);
                try {
                  exchange.note(reached, connection);
                } finally {
                  DataSourceUtils.releaseConnection(connection, views);
                }
                return true;
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              } catch (SQLException failed) {
                throw new IllegalStateException(failed);
              }
            })
        .orElse(false);
  }
}
