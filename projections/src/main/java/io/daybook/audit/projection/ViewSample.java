package io.daybook.audit.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compares some rows of the views with the auditor's own books, each time the next ones, so that
/// all are seen in the end. Not thread-safe.
///
/// Both are in one database and read by one statement, so each row is compared as of one moment; it
/// counts only when either side has heard all that the other has heard of it. A row in quarantine
/// is known to be stale.
final class ViewSample {

  private static final String STOCK =
      """
      select s.sku as id, s.position, s.version,
        concat_ws(' ', s.booked - s.shipped, s.promised, s.shipped, s.version) as book,
        concat_ws(' ', v.on_hand, v.promised, v.shipped, v.version) as row,
        s.position <= (select position from projection_position
          where name = 'projections.inventory.stock-levels')
        and coalesce(v.position, 0) <= (select position from audit_position)
        and not exists (select from quarantine q
          where q.reader = 'projections.inventory.stock-levels' and q.sequence = s.sku)
          as comparable
      from (select * from audit_stock where sku > ? order by sku limit ?) s
        left join stock_level v using (sku)
      where s.version > 0 order by s.sku
      """;
  private static final String ORDERS =
      """
      select o.order_id as id, o.order_position as position, o.version,
        concat_ws(' ', o.status, o.total, o.given_back, o.version) as book,
        concat_ws(' ', v.status, v.total_minor, v.returned_minor + v.credited_minor, v.version)
          as row,
        o.order_position <= (select position from projection_position
          where name = 'projections.ordering.orders')
        and coalesce(v.position, 0) <= (select position from audit_position)
        and not exists (select from quarantine q
          where q.reader = 'projections.ordering.orders' and q.sequence = o.order_id)
          as comparable
      from (select * from audit_order where order_id > ? order by order_id limit ?) o
        left join orders v using (order_id)
      where o.version > 0 order by o.order_id
      """;

  private final int size;
  private String nextSku = "";
  private String nextOrder = "";

  ViewSample(int size) {
    this.size = size;
  }

  void compare(Breaches breaches, Connection connection) throws SQLException {
    nextSku = compare(STOCK, "stock-item/", nextSku, breaches, connection);
    nextOrder = compare(ORDERS, "order/", nextOrder, breaches, connection);
  }

  /// @return the key after which to go on; empty at the end
  private String compare(
      String sql, String stream, String after, Breaches breaches, Connection connection)
      throws SQLException {
    List<Breach> wrong = new ArrayList<>();
    List<String> right = new ArrayList<>();
    String last = after;
    int count = 0;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, after);
      select.setInt(2, size);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          count++;
          last = rows.getString("id");
          String subject = stream + last;
          String book = rows.getString("book");
          String row = rows.getString("row");
          if (book.equals(row)) {
            right.add(subject);
          } else if (rows.getBoolean("comparable")) {
            String detail = "The view says [%s], the log [%s]".formatted(row, book);
            wrong.add(new Breach(Invariant.P1, subject, detail, List.of(rows.getLong("position"))));
          }
        }
      }
    }
    breaches.resolve(Set.of(Invariant.P1), right, connection);
    breaches.add(wrong, true, connection);
    return count < size ? "" : last;
  }
}
