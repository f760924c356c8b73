package io.daybook.ordering.view;

import io.daybook.kernel.Money;
import io.daybook.kernel.query.Page;
import io.daybook.kernel.view.Columns;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Pages;
import io.daybook.ordering.query.Sales;
import io.daybook.ordering.query.SalesRow;
import io.daybook.ordering.query.Sum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sums sales up from their table.
final class SalesViews {

  static final List<String> TABLES = List.of("sales");

  private final JdbcClient views;

  SalesViews(JdbcClient views) {
    this.views = views;
  }

  /// @param after key and currency of the last row of the page before; empty on the first
  Sales find(LocalDate from, LocalDate to, SalesKey by, List<Object> after, int limit) {
    JdbcClient.StatementSpec statement =
        views
            .sql(sums(by.column(), after.isEmpty() ? "" : "and (%s, currency) > (:key, :currency)"))
            .param("from", from)
            .param("to", to)
            .param("limit", limit + 1);
    if (!after.isEmpty()) {
      statement.param("key", after.getFirst()).param("currency", after.getLast());
    }
    List<Keyed> rows =
        statement
            .query((row, _) -> new Keyed(row(row, by), row.getString(1), row.getString("currency")))
            .list();
    Page<Keyed> page = Pages.cut(rows, limit, last -> Cursor.after(last.key(), last.currency()));
    return new Sales(
        from, to, by.word(), page.items().stream().map(Keyed::row).toList(), page.next());
  }

  /// @param key by which the rows are sorted, then by currency
  private record Keyed(SalesRow row, String key, String currency) {}

  private static SalesRow row(ResultSet row, SalesKey by) throws SQLException {
    Sum sold = sum(row, "sold");
    Sum cancelled = sum(row, "cancelled");
    Sum returned = sum(row, "returned");
    Sum credited = sum(row, "credited");
    Money net =
        sold.amount().minus(cancelled.amount()).minus(returned.amount()).minus(credited.amount());
    boolean bySku = by == SalesKey.PRODUCT;
    String sku = bySku ? row.getString("sku") : "";
    return new SalesRow(
        by == SalesKey.DAY ? row.getObject("day", LocalDate.class) : null,
        sku.isEmpty() ? null : sku,
        by == SalesKey.COUNTRY ? row.getString("country") : null,
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

  private static String sums(String column, String beyond) {
    return """
    select %1$s, currency, sum(orders) as orders,
      sum(sold_units) as sold_units, sum(sold_minor) as sold_minor,
      sum(cancelled_units) as cancelled_units, sum(cancelled_minor) as cancelled_minor,
      sum(returned_units) as returned_units, sum(returned_minor) as returned_minor,
      sum(credited_units) as credited_units, sum(credited_minor) as credited_minor
    from sales where day between :from and :to %2$s group by %1$s, currency
    having %1$s::text <> '' or sum(sold_minor) <> 0 or sum(cancelled_minor) <> 0
      or sum(returned_minor) <> 0 or sum(credited_minor) <> 0
    order by %1$s, currency limit :limit
    """
        .formatted(column, beyond.formatted(column));
  }
}
