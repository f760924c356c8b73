package io.daybook.ordering.projection;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import io.daybook.ordering.event.CreditNoteEvent;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.ReturnedLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was sold and what was taken back, summed by day, product, country and currency.
///
/// The events after the first don't repeat the order's lines, and these never change: so the
/// database sums them itself, from the order's row, which must have been written before.
final class SalesProjection implements ReadModel {

  static final String NAME = "projections.ordering.sales";

  private static final String OF_ORDERS =
      """
      insert into sales as s (day, sku, country, currency, orders, sold_units, sold_minor,
        cancelled_units, cancelled_minor)
      select (o.placed_at at time zone 'UTC')::date, l.sku, o.country, o.currency,
        sum(case when c.cancelled then 0 else l.orders end),
        sum(case when c.cancelled then 0 else l.units end),
        sum(case when c.cancelled then 0 else l.minor end),
        sum(case when c.cancelled then l.units else 0 end),
        sum(case when c.cancelled then l.minor else 0 end)
      from unnest(?, ?) as c(order_id, cancelled)
        join orders o on o.order_id = c.order_id
        cross join lateral (
          select x.sku, 0 as orders, x.units, x.units * x."unitMinor" as minor
          from jsonb_to_recordset(o.lines) as x(sku text, units bigint, "unitMinor" bigint)
          union all select '', 1, 0, 0) l
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (day, sku, country, currency) do update set orders = s.orders + excluded.orders,
        sold_units = s.sold_units + excluded.sold_units,
        sold_minor = s.sold_minor + excluded.sold_minor,
        cancelled_units = s.cancelled_units + excluded.cancelled_units,
        cancelled_minor = s.cancelled_minor + excluded.cancelled_minor
      """;
  private static final String OF_CREDITS =
      """
      insert into sales as s (day, sku, country, currency, returned_units, returned_minor,
        credited_units, credited_minor)
      select c.day, c.sku, coalesce(c.country, o.country), c.currency, sum(c.returned_units),
        sum(c.returned_minor), sum(c.credited_units), sum(c.credited_minor)
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as c(order_id, country, day, sku, currency,
        returned_units, returned_minor, credited_units, credited_minor)
        left join orders o on o.order_id = c.order_id
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (day, sku, country, currency) do update set
        returned_units = s.returned_units + excluded.returned_units,
        returned_minor = s.returned_minor + excluded.returned_minor,
        credited_units = s.credited_units + excluded.credited_units,
        credited_minor = s.credited_minor + excluded.credited_minor
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("sales");
  }

  @Override
  public Set<String> streams() {
    return Set.of(OrderEvent.STREAM_TYPE, CreditNoteEvent.STREAM_TYPE);
  }

  @Override
  public Set<String> reads() {
    return Set.of(OrderProjection.NAME);
  }

  @Override
  public boolean sharesRows() {
    return true;
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Rows orders = Rows.of(OF_ORDERS, "text", "bool");
    private final Rows credits =
        Rows.of(OF_CREDITS, "text", "text", "date", "text", "text", "int8", "int8", "int8", "int8");

    @Override
    public void on(LoggedEvent logged) {
      switch (logged.event()) {
        case OrderConfirmed(var order) -> orders.add(order, false);
        case OrderCancelled(var order, _, var confirmed, _) when confirmed ->
            orders.add(order, true);
        case LinesCancelled(var order, _, var lines, var refund, _) ->
            takenBack(order, lines, refund, logged.at());
        case GoodsReturned(var order, _, var lines, var refund, _) ->
            takenBack(order, lines, refund, logged.at());
        case OrderCredited(var order, _, var amount, _) ->
            credit(order, null, logged.at(), "", amount, 0, 0, 0, amount.minor());
        case CreditNoteIssued it -> {
          for (OrderLine line : it.lines()) {
            Money amount = line.amount();
            credit(
                null,
                it.country(),
                it.issuedAt(),
                line.sku(),
                amount,
                0,
                0,
                line.units(),
                amount.minor());
          }
        }
        default -> {} // Nothing else is a sale.
      }
    }

    private void takenBack(OrderId order, List<ReturnedLine> lines, Money refund, Instant at) {
      lines.forEach(line -> credit(order, null, at, line.sku(), refund, line.units(), 0, 0, 0));
      credit(order, null, at, "", refund, 0, refund.minor(), 0, 0);
    }

    private void credit(
        @Nullable OrderId order,
        @Nullable String country,
        Instant at,
        Object sku,
        Money money,
        long returnedUnits,
        long returnedMinor,
        long creditedUnits,
        long creditedMinor) {
      credits.add(
          order,
          country,
          LocalDate.ofInstant(at, ZoneOffset.UTC),
          sku,
          money.currency(),
          returnedUnits,
          returnedMinor,
          creditedUnits,
          creditedMinor);
    }

    @Override
    public void write(Connection connection) throws SQLException {
      orders.write(connection);
      credits.write(connection);
    }
  }
}
