package io.daybook.audit.projection;

import io.daybook.axon.BatchSubscriber;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.LoggedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Adds the log up as it grows and writes down what breaks an invariant.
///
/// A batch is one transaction with the auditor's place in the log: after a restart it goes on where
/// it was, and no event counts twice. It depends on no other view, so a view that is wrong doesn't
/// blind it. Events that only a later release knows are passed over. After a small batch it rests,
/// since a larger one costs less.
final class Auditor implements BatchSubscriber {

  private static final int SMALL = 500;
  private static final Set<Invariant> IN_THE_END = Set.of(Invariant.C2, Invariant.C3, Invariant.C5);

  private final AuditDatabase database;
  private final Breaches breaches;
  private final Duration longestRest;

  Auditor(AuditDatabase database, Breaches breaches, Duration longestRest) {
    this.database = database;
    this.breaches = breaches;
    this.longestRest = longestRest;
  }

  @Override
  public long position() {
    return database.inTransaction(connection -> Place.lock(connection).position());
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long position) {
    long start = System.nanoTime();
    List<LoggedEvent> events = LoggedEvent.known(batch);
    database.inTransaction(connection -> {
      Place place = Place.lock(connection);
      List<LoggedEvent> unheard =
          events.stream().filter(it -> it.position() > place.position()).toList();
      if (position > place.position()) {
        audit(unheard, position, place, connection);
      }
      return position;
    });
    if (batch.size() < SMALL) {
      long rest = Math.min(longestRest.toNanos(), 10 * (System.nanoTime() - start));
      LockSupport.parkNanos(this, rest);
    }
  }

  /// Ends the append that was heard last: the caller knows that nothing more of it will come.
  void closeAppend() {
    database.inTransaction(connection -> {
      Place place = Place.lock(connection);
      if (!place.openSkus().isEmpty()) {
        AuditFold fold = fold(List.of(), place, connection);
        fold.closeAppend();
        save(fold, place.position(), connection);
      }
      return place;
    });
  }

  private void audit(List<LoggedEvent> events, long position, Place place, Connection connection)
      throws SQLException {
    AuditFold fold = fold(events, place, connection);
    List<OrderBook> overdue = fold.orders.values().stream().filter(it -> it.overdue).toList();
    events.forEach(fold::on);
    save(fold, position, connection);
    breaches.resolve(
        IN_THE_END,
        overdue.stream().filter(it -> !it.overdue).map(OrderBook::subject).toList(),
        connection);
  }

  private static AuditFold fold(List<LoggedEvent> events, Place place, Connection connection)
      throws SQLException {
    Set<String> skus = new TreeSet<>(place.openSkus());
    Set<String> orders = new TreeSet<>();
    for (LoggedEvent it : events) {
      AuditFold.skusOf(it.event()).stream().map(Sku::value).forEach(skus::add);
      AuditFold.orderOf(it.event()).map(OrderId::value).ifPresent(orders::add);
    }
    AuditFold fold = new AuditFold();
    fold.openSkus.addAll(place.openSkus());
    fold.openPositions.addAll(place.openPositions());
    AuditTables.load(fold, skus, orders, connection);
    return fold;
  }

  private void save(AuditFold fold, long position, Connection connection) throws SQLException {
    AuditTables.save(fold, connection);
    List<Breach> passing = new ArrayList<>();
    List<Breach> staying = new ArrayList<>();
    for (Breach it : fold.breaches) {
      (it.invariant() == Invariant.S1 ? passing : staying).add(it);
    }
    breaches.resolve(Set.of(Invariant.S1), fold.agreed, connection);
    breaches.add(passing, true, connection);
    breaches.add(staying, false, connection);
    new Place(position, fold.openSkus, fold.openPositions).save(connection);
  }
}
