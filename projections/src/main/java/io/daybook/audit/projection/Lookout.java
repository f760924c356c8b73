package io.daybook.audit.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Looks, now and then, for what no event tells: orders that take too long, and views that are not
/// what the log says. For one thread.
final class Lookout {

  private static final int AT_ONCE = 500;
  private static final String OVERDUE =
      """
      select * from audit_order where unsettled is not null and not overdue and since < ?
      order by since limit ? for update
      """;

  private final AuditDatabase database;
  private final Auditor auditor;
  private final Breaches breaches;
  private final ViewSample views;
  private final OpenIncidents incidents;
  private final Duration settleWithin;
  private final Clock clock;
  private long seen = -1;

  Lookout(
      AuditDatabase database,
      Auditor auditor,
      Breaches breaches,
      ViewSample views,
      OpenIncidents incidents,
      Duration settleWithin,
      Clock clock) {
    this.database = database;
    this.auditor = auditor;
    this.breaches = breaches;
    this.views = views;
    this.incidents = incidents;
    this.settleWithin = settleWithin;
    this.clock = clock;
  }

  /// @param caughtUp whether the auditor has heard all of the log that there is
  void look(BooleanSupplier caughtUp) {
    long position = auditor.position();
    if (position == seen) {
      // An append is visible as a whole: what hasn't come by now is not part of it.
      auditor.closeAppend();
    }
    seen = position;
    if (caughtUp.getAsBoolean()) {
      reportOverdue();
    }
    database.inTransaction(connection -> {
      views.compare(breaches, connection);
      return position;
    });
  }

  /// What has happened to these orders may not have been heard yet, so only an auditor that has
  /// caught up says that nothing has.
  private void reportOverdue() {
    Instant limit = clock.instant().minus(settleWithin);
    database.inTransaction(connection -> {
      Place.lock(connection);
      List<OrderBook> late = late(limit, connection);
      Set<String> known = incidents.among(late.stream().map(it -> it.id).toList());
      AuditFold reported = new AuditFold();
      List<Breach> found = new ArrayList<>();
      for (OrderBook it : late) {
        Invariant missing = it.unsettled;
        if (!known.contains(it.id) && missing != null) {
          it.overdue = true;
          reported.orders.put(it.id, it);
          found.add(new Breach(missing, it.subject(), detail(it), it.trail));
        }
      }
      AuditTables.save(reported, connection);
      breaches.add(found, true, connection);
      return found;
    });
  }

  private static String detail(OrderBook it) {
    return "Since %s it is not as it must be in the end: %s".formatted(it.since, it.state());
  }

  private static List<OrderBook> late(Instant limit, Connection connection) throws SQLException {
    List<OrderBook> late = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(OVERDUE)) {
      select.setObject(1, limit.atOffset(ZoneOffset.UTC));
      select.setInt(2, AT_ONCE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          late.add(AuditTables.order(rows));
        }
      }
    }
    return late;
  }
}
