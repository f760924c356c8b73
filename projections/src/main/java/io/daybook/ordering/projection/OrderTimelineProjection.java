package io.daybook.ordering.projection;

import io.daybook.axon.MessageKeys;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReduced;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservationEvent.ReservationShipped;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentDeclined;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every event of an order, its reservation and its payment: who, when, what and why.
final class OrderTimelineProjection implements ReadModel {

  static final String NAME = "projections.ordering.timelines";

  private static final String INTO =
      """
      order_timeline (order_id, position, stream, version, event_id, what, at, who, why,
        amount_minor, currency, causation_id, correlation_id)
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("order_timeline");
  }

  @Override
  public Set<String> streams() {
    return Set.of(OrderEvent.STREAM_TYPE, PaymentEvent.STREAM_TYPE, ReservationEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Rows insert =
        Rows.into(
            INTO,
            "text",
            "int8",
            "text",
            "int8",
            "text",
            "text",
            "timestamptz",
            "text",
            "text",
            "int8",
            "text",
            "text",
            "text");

    @Override
    public void on(LoggedEvent logged) {
      switch (logged.event()) {
        case OrderEvent event -> add(event.orderId(), logged, order(event));
        case PaymentEvent event -> add(event.orderId(), logged, payment(event));
        case ReservationEvent event -> add(event.orderId(), logged, reservation(event));
        default -> {} // The other contexts have no part in an order.
      }
    }

    private static Said order(OrderEvent event) {
      return switch (event) {
        case OrderPlaced it -> new Said(null, it.total());
        case OrderConfirmed _, OrderShipped _ -> Said.NOTHING;
        case OrderRejected(_, var reason) -> new Said(reason.name(), null);
        case OrderCancelled(_, var reason, _, var total) -> new Said(reason, total);
        case LinesCancelled(_, _, _, var refund, var reason) -> new Said(reason, refund);
        case GoodsReturned(_, _, _, var refund, var reason) -> new Said(reason, refund);
        case OrderCredited(_, _, var amount, var reason) -> new Said(reason, amount);
      };
    }

    private static Said payment(PaymentEvent event) {
      return switch (event) {
        case PaymentRequested(_, var amount, _) -> new Said(null, amount);
        case PaymentAuthorized(_, var amount, _) -> new Said(null, amount);
        case PaymentDeclined(_, var reason) -> new Said(reason, null);
        case CaptureRequested(_, var amount, _) -> new Said(null, amount);
        case PaymentCaptured(_, var amount) -> new Said(null, amount);
        case RefundRequested(_, _, var amount, _) -> new Said(null, amount);
        case PaymentRefunded(_, _, var amount) -> new Said(null, amount);
        case VoidRequested _, PaymentVoided _ -> Said.NOTHING;
      };
    }

    private static Said reservation(ReservationEvent event) {
      return switch (event) {
        case ReservationReleased(_, var reason, _) -> new Said(reason.name(), null);
        case ReservationMade _, ReservationDeclined _, ReservationReduced _, ReservationShipped _ ->
            Said.NOTHING;
      };
    }

    private void add(OrderId order, LoggedEvent logged, Said said) {
      insert.add(
          order,
          logged.position(),
          logged.event().stream(),
          logged.version(),
          logged.id(),
          logged.name(),
          logged.at(),
          logged.meta(MessageKeys.ACTOR),
          said.why(),
          said.amount() == null ? null : said.amount().minor(),
          said.amount() == null ? null : said.amount().currency(),
          logged.meta(MessageKeys.CAUSATION_ID),
          logged.meta(MessageKeys.CORRELATION_ID));
    }

    @Override
    public void write(Connection connection) throws SQLException {
      insert.write(connection);
    }

    @Override
    public void writeNew(Connection connection) throws SQLException {
      insert.copy(connection);
    }
  }

  /// What an event says beside its name.
  private record Said(@Nullable String why, @Nullable Money amount) {
    private static final Said NOTHING = new Said(null, null);
  }
}
