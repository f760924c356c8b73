package io.daybook.cart.view;

import io.daybook.cart.query.Cart;
import io.daybook.cart.query.CartLine;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.view.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds carts in their tables, in one statement: a cart and its lines are of one moment.
final class CartViews {

  private static final String FIND =
      """
      select c.*, l.sku, l.name, l.units, l.price_minor, l.price_currency
      from cart c left join cart_line l on l.cart_id = c.cart_id
      where c.cart_id = any(?) order by l.place
      """;

  private final JdbcClient views;

  CartViews(JdbcClient views) {
    this.views = views;
  }

  Optional<Cart> find(String cartId) {
    return findAll(List.of(cartId)).stream().findFirst();
  }

  /// Those of `cartIds` that there are.
  Collection<Cart> findAll(Collection<String> cartIds) {
    return views
        .sql(FIND)
        .param(cartIds.toArray(String[]::new))
        .query(CartViews::row)
        .list()
        .stream()
        .collect(
            Collectors.toMap(
                Cart::cartId, Function.identity(), CartViews::both, LinkedHashMap::new))
        .values();
  }

  private static Cart both(Cart one, Cart other) {
    return new Cart(
        one.cartId(),
        one.customerId(),
        one.status(),
        Stream.concat(one.lines().stream(), other.lines().stream()).toList(),
        one.total().plus(other.total()),
        one.orderId(),
        one.openedAt(),
        one.version(),
        one.position());
  }

  private static Cart row(ResultSet row, int number) throws SQLException {
    List<CartLine> lines = row.getString("sku") == null ? List.of() : List.of(line(row));
    Currency currency = new Currency(row.getString("currency"));
    return new Cart(
        row.getString("cart_id"),
        row.getString("customer_id"),
        row.getString("status"),
        lines,
        lines.stream().map(CartLine::amount).reduce(Money.zero(currency), Money::plus),
        row.getString("order_id"),
        Columns.at(row, "opened_at"),
        row.getLong("version"),
        row.getLong("position"));
  }

  private static CartLine line(ResultSet row) throws SQLException {
    int units = row.getInt("units");
    Money price = Columns.money(row, "price_minor", "price_currency");
    return new CartLine(
        row.getString("sku"), row.getString("name"), units, price, price.times(units));
  }
}
