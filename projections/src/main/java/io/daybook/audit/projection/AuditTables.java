package io.daybook.audit.projection;

import io.daybook.kernel.projection.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Where the auditor keeps its books. All rows of a batch are read by one statement a table and
/// written by one, in the caller's transaction.
final class AuditTables {

  private static final String STOCK =
      """
      insert into audit_stock
        (sku, booked, shipped, promised, live, broken, off, off_since, version, position)
      select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (sku) do update set booked = excluded.booked, shipped = excluded.shipped,
        promised = excluded.promised, live = excluded.live, broken = excluded.broken,
        off = excluded.off, off_since = excluded.off_since, version = excluded.version,
        position = excluded.position
      """;
  private static final String ORDERS =
      """
      insert into audit_order (order_id, status, hold, goods, total, given_back, authorized,
        captured, voided, refunded, captures, version, order_position, unsettled, since, overdue,
        trail)
      select o.order_id, o.status, o.hold, o.goods, o.total, o.given_back, o.authorized,
        o.captured, o.voided, o.refunded, o.captures, o.version, o.order_position, o.unsettled,
        o.since, o.overdue, o.trail::int8[]
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        as o(order_id, status, hold, goods, total, given_back, authorized, captured, voided,
          refunded, captures, version, order_position, unsettled, since, overdue, trail)
      on conflict (order_id) do update set status = excluded.status, hold = excluded.hold,
        goods = excluded.goods, total = excluded.total, given_back = excluded.given_back,
        authorized = excluded.authorized, captured = excluded.captured, voided = excluded.voided,
        refunded = excluded.refunded, captures = excluded.captures, version = excluded.version,
        order_position = excluded.order_position, unsettled = excluded.unsettled,
        since = excluded.since, overdue = excluded.overdue, trail = excluded.trail
      """;

  private AuditTables() {}

  /// Puts the books of these skus and orders into `fold`; those without a row are left out.
  static void load(
      AuditFold fold, Collection<String> skus, Collection<String> orders, Connection connection)
      throws SQLException {
    try (PreparedStatement load =
        connection.prepareStatement("select * from audit_stock where sku = any(?)")) {
      load.setArray(1, connection.createArrayOf("text", skus.toArray()));
      try (ResultSet rows = load.executeQuery()) {
        while (rows.next()) {
          StockBook book = stock(rows);
          fold.stock.put(book.sku, book);
        }
      }
    }
    try (PreparedStatement load =
        connection.prepareStatement("select * from audit_order where order_id = any(?)")) {
      load.setArray(1, connection.createArrayOf("text", orders.toArray()));
      try (ResultSet rows = load.executeQuery()) {
        while (rows.next()) {
          OrderBook book = order(rows);
          fold.orders.put(book.id, book);
        }
      }
    }
  }

  /// Writes all books of `fold`.
  static void save(AuditFold fold, Connection connection) throws SQLException {
    Rows stock =
        Rows.of(
            STOCK, "text", "int8", "int8", "int8", "int8", "bool", "int8", "int8", "int8", "int8");
    for (StockBook it : fold.stock.values()) {
      stock.add(
          it.sku,
          it.booked,
          it.shipped,
          it.promised,
          it.live,
          it.broken,
          it.off,
          it.offSince,
          it.version,
          it.position);
    }
    stock.write(connection);
    Rows orders =
        Rows.of(
            ORDERS,
            "text",
            "text",
            "text",
            "bool",
            "int8",
            "int8",
            "int8",
            "int8",
            "int8",
            "int8",
            "int4",
            "int8",
            "int8",
            "text",
            "timestamptz",
            "bool",
            "text");
    for (OrderBook it : fold.orders.values()) {
      orders.add(
          it.id,
          it.status,
          it.hold,
          it.goods,
          it.total,
          it.givenBack,
          it.authorized,
          it.captured,
          it.voided,
          it.refunded,
          it.captures,
          it.version,
          it.orderPosition,
          it.unsettled,
          it.since,
          it.overdue,
          it.trail.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")));
    }
    orders.write(connection);
  }

  static OrderBook order(ResultSet row) throws SQLException {
    OrderBook book = new OrderBook(row.getString("order_id"));
    book.status = OrderBook.Status.valueOf(row.getString("status"));
    book.hold = OrderBook.Hold.valueOf(row.getString("hold"));
    book.goods = row.getBoolean("goods");
    book.total = row.getLong("total");
    book.givenBack = row.getLong("given_back");
    book.authorized = row.getLong("authorized");
    book.captured = row.getLong("captured");
    book.voided = row.getLong("voided");
    book.refunded = row.getLong("refunded");
    book.captures = row.getInt("captures");
    book.version = row.getLong("version");
    book.orderPosition = row.getLong("order_position");
    String unsettled = row.getString("unsettled");
    book.unsettled = unsettled == null ? null : Invariant.valueOf(unsettled);
    OffsetDateTime since = row.getObject("since", OffsetDateTime.class);
    book.since = since == null ? null : since.toInstant();
    book.overdue = row.getBoolean("overdue");
    book.trail.addAll(List.of((Long[]) row.getArray("trail").getArray()));
    return book;
  }

  private static StockBook stock(ResultSet row) throws SQLException {
    StockBook book = new StockBook(row.getString("sku"));
    book.booked = row.getLong("booked");
    book.shipped = row.getLong("shipped");
    book.promised = row.getLong("promised");
    book.live = row.getLong("live");
    book.broken = row.getBoolean("broken");
    book.off = row.getLong("off");
    book.offSince = row.getLong("off_since");
    book.version = row.getLong("version");
    book.position = row.getLong("position");
    return book;
  }
}
