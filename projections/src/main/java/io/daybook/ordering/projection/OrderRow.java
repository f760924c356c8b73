package io.daybook.ordering.projection;

import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.Rows;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.ordering.event.OrderLine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What changed about one order in one batch; null where nothing did.
final class OrderRow {

  private @Nullable Placed placed;
  private @Nullable String status;
  private boolean wasConfirmed;
  private @Nullable RejectReason rejectReason;
  private @Nullable String cancelReason;
  private @Nullable Instant shippedAt;
  private long returned;
  private long credited;
  private long version;
  private long position;

  void on(OrderEvent event, LoggedEvent logged) {
    switch (event) {
      case OrderPlaced it -> {
        placed = Placed.by(it, logged.position());
        status = "PLACED";
      }
      case OrderConfirmed _ -> {
        status = "CONFIRMED";
        wasConfirmed = true;
      }
      case OrderRejected(_, var reason) -> {
        status = "REJECTED";
        rejectReason = reason;
      }
      case OrderCancelled(_, var reason, _, _) -> {
        status = "CANCELLED";
        cancelReason = reason;
      }
      case OrderShipped _ -> shippedAt = logged.at();
      case LinesCancelled it -> returned += it.refund().minor();
      case GoodsReturned(_, _, _, var refund, _) -> returned += refund.minor();
      case OrderCredited(_, _, var amount, _) -> credited += amount.minor();
    }
    version = logged.version();
    position = logged.position();
  }

  /// Adds it to `insert` when it was placed in this batch, else to `update`.
  void addTo(Rows insert, Rows update, OrderId id) {
    if (placed == null) {
      update.add(
          id,
          status,
          wasConfirmed,
          rejectReason,
          cancelReason,
          shippedAt,
          returned,
          credited,
          version,
          position);
      return;
    }
    insert.add(
        id,
        placed.position(),
        placed.customer(),
        placed.channel(),
        placed.country(),
        placed.total().currency(),
        placed.total().minor(),
        placed.lineCount(),
        placed.units(),
        placed.at(),
        placed.lines(),
        status,
        wasConfirmed,
        rejectReason,
        cancelReason,
        shippedAt,
        returned,
        credited,
        version,
        position);
  }

  /// What the order was when it was placed. Its lines are JSON already: a batch holds many orders,
  /// and of each a single text instead of hundreds of small objects.
  private record Placed(
      long position,
      @Nullable CustomerId customer,
      Channel channel,
      String country,
      Money total,
      int lineCount,
      long units,
      Instant at,
      String lines) {

    static Placed by(OrderPlaced event, long position) {
      return new Placed(
          position,
          event.customerId(),
          event.channel(),
          event.country(),
          event.total(),
          event.lines().size(),
          event.lines().stream().mapToLong(OrderLine::units).sum(),
          event.placedAt(),
          StoredLine.json(event.lines()));
    }
  }
}
