package io.daybook.ordering.projection;

import io.daybook.kernel.OrderId;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import io.daybook.ordering.event.OrderEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Orders as they stand now. Their payments have a table of their own.
final class OrderProjection implements ReadModel {

  static final String NAME = "projections.ordering.orders";

  private static final String INTO =
      """
      orders (order_id, placed_position, customer_id, channel, country, currency, total_minor,
        line_count, units, placed_at, lines, status, was_confirmed, reject_reason,
        cancel_reason, shipped_at, returned_minor, credited_minor, version, position)
      """;
  private static final String UPDATE =
      """
      update orders set status = coalesce(c.status, orders.status),
        was_confirmed = orders.was_confirmed or c.was_confirmed,
        reject_reason = coalesce(c.reject_reason, orders.reject_reason),
        cancel_reason = coalesce(c.cancel_reason, orders.cancel_reason),
        shipped_at = coalesce(c.shipped_at, orders.shipped_at),
        returned_minor = orders.returned_minor + c.returned_minor,
        credited_minor = orders.credited_minor + c.credited_minor,
        version = c.version, position = c.position
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as c(order_id, status, was_confirmed,
        reject_reason, cancel_reason, shipped_at, returned_minor, credited_minor, version,
        position)
      where orders.order_id = c.order_id and orders.position < c.position
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("orders");
  }

  @Override
  public Set<String> streams() {
    return Set.of(OrderEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Map<OrderId, OrderRow> rows = new LinkedHashMap<>();
    private final Rows insert =
        Rows.into(
            INTO,
            "text",
            "int8",
            "text",
            "text",
            "text",
            "text",
            "int8",
            "int4",
            "int8",
            "timestamptz",
            "jsonb",
            "text",
            "bool",
            "text",
            "text",
            "timestamptz",
            "int8",
            "int8",
            "int8",
            "int8");
    private final Rows update =
        Rows.of(
            UPDATE,
            "text",
            "text",
            "bool",
            "text",
            "text",
            "timestamptz",
            "int8",
            "int8",
            "int8",
            "int8");

    @Override
    public void on(LoggedEvent logged) {
      if (logged.event() instanceof OrderEvent event) {
        rows.computeIfAbsent(event.orderId(), _ -> new OrderRow()).on(event, logged);
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      rows.forEach((id, row) -> row.addTo(insert, update, id));
      insert.write(connection);
      update.write(connection);
    }

    @Override
    public void writeNew(Connection connection) throws SQLException {
      rows.forEach((id, row) -> row.addTo(insert, update, id));
      insert.copy(connection);
      update.write(connection);
    }
  }
}
