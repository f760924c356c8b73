package io.daybook.payment.projection;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far the money of each order has come.
final class PaymentProjection implements ReadModel {

  static final String NAME = "projections.payment.payments";

  private static final String UPSERT =
      """
      insert into payment
        (order_id, status, currency, requested_minor, authorized_minor, captured_minor,
         refund_requested_minor, refunded_minor, decline_reason, version, position)
      select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (order_id) do update set
        status = coalesce(excluded.status, payment.status),
        currency = coalesce(excluded.currency, payment.currency),
        requested_minor = coalesce(excluded.requested_minor, payment.requested_minor),
        authorized_minor = coalesce(excluded.authorized_minor, payment.authorized_minor),
        captured_minor = coalesce(excluded.captured_minor, payment.captured_minor),
        refund_requested_minor = payment.refund_requested_minor + excluded.refund_requested_minor,
        refunded_minor = payment.refunded_minor + excluded.refunded_minor,
        decline_reason = coalesce(excluded.decline_reason, payment.decline_reason),
        version = excluded.version, position = excluded.position
      where payment.position < excluded.position
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("payment");
  }

  @Override
  public Set<String> streams() {
    return Set.of(PaymentEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Map<OrderId, Row> rows = new LinkedHashMap<>();

    @Override
    public void on(LoggedEvent logged) {
      if (logged.event() instanceof PaymentEvent event) {
        rows.computeIfAbsent(event.orderId(), _ -> new Row()).on(event, logged);
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      Rows upsert =
          Rows.of(
              UPSERT, "text", "text", "text", "int8", "int8", "int8", "int8", "int8", "text",
              "int8", "int8");
      rows.forEach((id, row) -> row.addTo(upsert, id));
      upsert.write(connection);
    }
  }

  /// What changed about one payment; null where nothing did.
  private static final class Row {

    private @Nullable String status;
    private @Nullable Money requested;
    private @Nullable Money authorized;
    private @Nullable Money captured;
    private long refundRequested;
    private long refunded;
    private @Nullable String declineReason;
    private long version;
    private long position;

    void on(PaymentEvent event, LoggedEvent logged) {
      switch (event) {
        case PaymentRequested(_, var amount, _) -> {
          requested = amount;
          status = "REQUESTED";
        }
        case PaymentAuthorized(_, var amount, _) -> {
          authorized = amount;
          status = "AUTHORIZED";
        }
        case PaymentDeclined(_, var reason) -> {
          declineReason = reason;
          status = "DECLINED";
        }
        case CaptureRequested _ -> status = "CAPTURING";
        case PaymentCaptured(_, var amount) -> {
          captured = amount;
          status = "CAPTURED";
        }
        case VoidRequested _ -> status = "VOIDING";
        case PaymentVoided _ -> status = "VOIDED";
        case RefundRequested(_, _, var amount, _) -> refundRequested += amount.minor();
        case PaymentRefunded(_, _, var amount) -> refunded += amount.minor();
      }
      version = logged.version();
      position = logged.position();
    }

    void addTo(Rows upsert, OrderId id) {
      upsert.add(
          id,
          status,
          requested == null ? null : requested.currency(),
          minor(requested),
          minor(authorized),
          minor(captured),
          refundRequested,
          refunded,
          declineReason,
          version,
          position);
    }

    private static @Nullable Long minor(@Nullable Money money) {
      return money == null ? null : money.minor();
    }
  }
}
