package io.daybook.cart.projection;

import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartEvent.CartAbandoned;
import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartEvent.CartLineRemoved;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.kernel.CartId;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Carts and their lines. A line that is set again keeps its place; one that was removed loses it.
final class CartProjection implements ReadModel {

  static final String NAME = "projections.cart.carts";

  private static final String INTO =
      "cart (cart_id, customer_id, currency, status, order_id, opened_at, version, position)";
  private static final String UPDATE =
      """
      update cart set status = c.status, order_id = coalesce(c.order_id, cart.order_id),
        version = c.version, position = c.position
      from unnest(?, ?, ?, ?, ?) as c(cart_id, status, order_id, version, position)
      where cart.cart_id = c.cart_id and cart.position < c.position
      """;
  private static final String REMOVE =
      """
      delete from cart_line using unnest(?, ?) as c(cart_id, sku)
      where cart_line.cart_id = c.cart_id and cart_line.sku = c.sku
      """;
  private static final String SET =
      """
      insert into cart_line (cart_id, sku, place, name, units, price_minor, price_currency)
      select * from unnest(?, ?, ?, ?, ?, ?, ?)
      on conflict (cart_id, sku) do update set name = excluded.name, units = excluded.units,
        price_minor = excluded.price_minor, price_currency = excluded.price_currency
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("cart", "cart_line");
  }

  @Override
  public Set<String> streams() {
    return Set.of(CartEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Map<CartId, Row> rows = new LinkedHashMap<>();
    private final Rows insert =
        Rows.into(INTO, "text", "text", "text", "text", "text", "timestamptz", "int8", "int8");
    private final Rows update = Rows.of(UPDATE, "text", "text", "text", "int8", "int8");
    private final Rows remove = Rows.of(REMOVE, "text", "text");
    private final Rows set = Rows.of(SET, "text", "text", "int8", "text", "int4", "int8", "text");

    @Override
    public void on(LoggedEvent logged) {
      if (logged.event() instanceof CartEvent event) {
        rows.computeIfAbsent(event.cartId(), _ -> new Row()).on(event, logged);
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      fill();
      insert.write(connection);
      writeChanges(connection);
    }

    @Override
    public void writeNew(Connection connection) throws SQLException {
      fill();
      insert.copy(connection);
      writeChanges(connection);
    }

    private void fill() {
      rows.forEach((cart, row) -> {
        row.addTo(insert, update, cart);
        row.lines.forEach((sku, line) -> line.addTo(remove, set, cart, sku));
      });
    }

    private void writeChanges(Connection connection) throws SQLException {
      update.write(connection);
      remove.write(connection);
      set.write(connection);
    }
  }

  /// What changed about one cart.
  private static final class Row {

    private @Nullable CartOpened opened;
    private @Nullable Instant openedAt;
    private String status = "OPEN";
    private @Nullable OrderId order;
    private long version;
    private long position;
    private final Map<Sku, Line> lines = new LinkedHashMap<>();

    void on(CartEvent event, LoggedEvent logged) {
      switch (event) {
        case CartOpened it -> {
          opened = it;
          openedAt = logged.at();
        }
        case CartLineSet(_, var line) -> line(line.sku()).set(line, logged.version());
        case CartLineRemoved(_, var sku) -> line(sku).remove();
        case CartCheckedOut it -> {
          status = "CHECKED_OUT";
          order = it.orderId();
        }
        case CartAbandoned _ -> status = "ABANDONED";
      }
      version = logged.version();
      position = logged.position();
    }

    private Line line(Sku sku) {
      return lines.computeIfAbsent(sku, _ -> new Line());
    }

    void addTo(Rows insert, Rows update, CartId cart) {
      if (opened != null) {
        insert.add(
            cart,
            opened.customerId(),
            opened.currency(),
            status,
            order,
            openedAt,
            version,
            position);
      } else {
        update.add(cart, status, order, version, position);
      }
    }
  }

  /// What changed about one line.
  private static final class Line {

    private boolean removed;
    private long place;
    private @Nullable CartLine now;

    void set(CartLine line, long version) {
      place = now == null ? version : place;
      now = line;
    }

    void remove() {
      removed = true;
      now = null;
    }

    void addTo(Rows remove, Rows set, CartId cart, Sku sku) {
      if (removed) {
        remove.add(cart, sku);
      }
      if (now != null) {
        set.add(
            cart,
            sku,
            place,
            now.name(),
            now.units(),
            now.unitPrice().minor(),
            now.unitPrice().currency());
      }
    }
  }
}
