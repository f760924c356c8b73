package io.daybook.ordering.view;

import io.daybook.kernel.Money;
import io.daybook.kernel.view.Columns;
import io.daybook.ordering.query.Sales;
import io.daybook.ordering.query.SalesRow;
import io.daybook.ordering.query.Sum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sums sales up from their table.
final class SalesViews {

  private static final Map<String, String> COLUMNS =
      Map.of("day", "day", "product", "sku", "country", "country");

  private final JdbcClient views;

  SalesViews(JdbcClient views) {
    this.views = views;
  }

  /// @param by day, product or country
  Sales find(LocalDate from, LocalDate to, String by) {
    String column = COLUMNS.getOrDefault(by, "day");
    return new Sales(
        from,
        to,
        by,
        views.sql(sums(column)).param(from).param(to).query((row, _) -> row(row, column)).list());
  }

  private static SalesRow row(ResultSet row, String column) throws SQLException {
    Sum sold = sum(row, "sold");
    Sum cancelled = sum(row, "cancelled");
    Sum returned = sum(row, "returned");
    Sum credited = sum(row, "credited");
    Money net =
        sold.amount().minus(cancelled.amount()).minus(returned.amount()).minus(credited.amount());
    boolean bySku = column.equals("sku");
    String sku = bySku ? row.getString("sku") : "";
    return new SalesRow(
        column.equals("day") ? row.getObject("day", LocalDate.class) : null,
        sku.isEmpty() ? null : sku,
        column.equals("country") ? row.getString("country") : null,
        bySku ? null : row.getLong("orders"),
        sold,
        cancelled,
        returned,
        credited,
        net);
  }

  private static Sum sum(ResultSet row, String what) throws SQLException {
    return new Sum(row.getLong(what + "_units"), Columns.money(row, what + "_minor", "currency"));
  }

  private static String sums(String column) {
    return """
    select %1$s, currency, sum(orders) as orders,
      sum(sold_units) as sold_units, sum(sold_minor) as sold_minor,
      sum(cancelled_units) as cancelled_units, sum(cancelled_minor) as cancelled_minor,
      sum(returned_units) as returned_units, sum(returned_minor) as returned_minor,
      sum(credited_units) as credited_units, sum(credited_minor) as credited_minor
    from sales where day between ? and ? group by %1$s, currency
    having %1$s::text <> '' or sum(sold_minor) <> 0 or sum(cancelled_minor) <> 0
      or sum(returned_minor) <> 0 or sum(credited_minor) <> 0
    order by %1$s, currency
    """
        .formatted(column);
  }
}
