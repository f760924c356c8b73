package io.daybook.ordering.view;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.view.Columns;
import io.daybook.ordering.query.OrderPayment;
import io.daybook.ordering.query.OrderSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Rows of orders, payments and timelines as the answers show them.
final class OrderRows {

  /// What [#summary] reads: orders with their payments, each column under a name of its own.
  static final String SELECT =
      """
      select o.order_id, o.placed_position, o.customer_id, o.channel, o.country, o.status,
        o.was_confirmed, o.reject_reason, o.cancel_reason, o.currency, o.total_minor,
        o.line_count, o.units, o.returned_minor, o.credited_minor, o.placed_at, o.shipped_at,
        o.version, greatest(o.position, p.position) as position, p.status as payment_status,
        p.requested_minor, p.authorized_minor, p.captured_minor, p.refunded_minor,
        p.decline_reason, p.version as payment_version
      """;

  static final String FROM = " from orders o left join payment p on p.order_id = o.order_id ";

  private OrderRows() {}

  static OrderSummary summary(ResultSet row, int number) throws SQLException {
    return new OrderSummary(
        row.getString("order_id"),
        row.getString("customer_id"),
        row.getString("channel"),
        row.getString("country"),
        row.getString("status"),
        row.getBoolean("was_confirmed"),
        row.getString("reject_reason"),
        row.getString("cancel_reason"),
        money(row, "total_minor"),
        row.getInt("line_count"),
        row.getLong("units"),
        money(row, "returned_minor"),
        money(row, "credited_minor"),
        payment(row),
        Columns.at(row, "placed_at"),
        Columns.instant(row, "shipped_at"),
        row.getLong("version"),
        row.getLong("position"));
  }

  private static @Nullable OrderPayment payment(ResultSet row) throws SQLException {
    String status = row.getString("payment_status");
    if (status == null) {
      return null;
    }
    Money authorized = money(row, "authorized_minor");
    return new OrderPayment(
        status,
        money(row, "requested_minor"),
        authorized,
        money(row, "captured_minor"),
        status.equals("VOIDED") ? authorized : Money.zero(authorized.currency()),
        money(row, "refunded_minor"),
        row.getString("decline_reason"),
        row.getLong("payment_version"));
  }

  static HistoryEntry entry(ResultSet row, int number) throws SQLException {
    String currency = row.getString("currency");
    return new HistoryEntry(
        row.getLong("position"),
        row.getString("stream"),
        row.getLong("version"),
        row.getString("event_id"),
        row.getString("what"),
        Columns.at(row, "at"),
        row.getString("who"),
        row.getString("why"),
        currency == null ? null : Money.of(row.getLong("amount_minor"), new Currency(currency)),
        row.getString("causation_id"),
        row.getString("correlation_id"),
        null);
  }

  private static Money money(ResultSet row, String column) throws SQLException {
    return Columns.money(row, column, "currency");
  }
}
