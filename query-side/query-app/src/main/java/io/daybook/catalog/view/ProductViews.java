package io.daybook.catalog.view;

import io.daybook.catalog.query.Product;
import io.daybook.kernel.view.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds single products in the tables: this works without Elasticsearch.
final class ProductViews {

  private static final String FIND =
      """
      select p.*, coalesce(s.on_hand - s.promised, 0) as available,
        greatest(p.position, s.position) as last
      from product p left join stock_level s on s.sku = p.sku where p.sku = ?
      """;

  private final JdbcClient views;

  ProductViews(JdbcClient views) {
    this.views = views;
  }

  Optional<Product> find(String sku) {
    return views.sql(FIND).param(sku).query(ProductViews::product).optional();
  }

  private static Product product(ResultSet row, int number) throws SQLException {
    return new Product(
        row.getString("sku"),
        row.getString("name"),
        row.getString("description"),
        row.getString("category"),
        Columns.money(row, "price_minor", "price_currency"),
        row.getBoolean("listed"),
        row.getLong("available"),
        row.getLong("version"),
        row.getLong("last"));
  }
}
