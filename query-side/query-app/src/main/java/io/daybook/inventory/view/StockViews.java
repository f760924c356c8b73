package io.daybook.inventory.view;

import io.daybook.inventory.query.Stock;
import io.daybook.kernel.query.Page;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Pages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds stock in its table.
final class StockViews {

  private final JdbcClient views;

  StockViews(JdbcClient views) {
    this.views = views;
  }

  Optional<Stock> find(String sku) {
    return views
        .sql("select * from stock_level where sku = ?")
        .param(sku)
        .query(StockViews::stock)
        .optional();
  }

  /// All stock by sku.
  ///
  /// @param after the last sku of the page before, empty for the first page
  Page<Stock> list(String after, int limit) {
    List<Stock> rows =
        views
            .sql("select * from stock_level where sku > ? order by sku limit ?")
            .param(after)
            .param(limit + 1)
            .query(StockViews::stock)
            .list();
    return Pages.cut(rows, limit, last -> Cursor.after(last.sku()));
  }

  private static Stock stock(ResultSet row, int number) throws SQLException {
    long onHand = row.getLong("on_hand");
    long promised = row.getLong("promised");
    return new Stock(
        row.getString("sku"),
        row.getLong("received"),
        row.getLong("adjusted"),
        row.getLong("shipped"),
        onHand,
        promised,
        onHand - promised,
        row.getLong("version"),
        row.getLong("position"));
  }
}
