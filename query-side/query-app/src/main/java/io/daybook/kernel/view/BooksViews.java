package io.daybook.kernel.view;

import io.daybook.kernel.query.Books;
import io.daybook.kernel.query.CartBooks;
import io.daybook.kernel.query.CreditNoteBooks;
import io.daybook.kernel.query.OrderBooks;
import io.daybook.kernel.query.PaymentBooks;
import io.daybook.kernel.query.StockBooks;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sums the tables up, all in one snapshot of the database.
final class BooksViews {

  private static final String ORDERS =
      """
      select currency, count(*) as placed_count, sum(total_minor) as placed,
        count(*) filter (where status = 'PLACED') as open_count,
        sum(total_minor) filter (where status = 'PLACED') as open,
        count(*) filter (where status = 'CONFIRMED') as confirmed_count,
        sum(total_minor) filter (where status = 'CONFIRMED') as confirmed,
        count(*) filter (where status = 'REJECTED') as rejected_count,
        sum(total_minor) filter (where status = 'REJECTED') as rejected,
        count(*) filter (where status = 'CANCELLED') as cancelled_count,
        sum(total_minor) filter (where status = 'CANCELLED') as cancelled,
        count(*) filter (where status = 'CANCELLED' and was_confirmed) as late_count,
        sum(total_minor) filter (where status = 'CANCELLED' and was_confirmed) as late,
        count(*) filter (where shipped_at is not null) as shipped_count,
        sum(total_minor) filter (where shipped_at is not null) as shipped,
        count(*) filter (where status = 'CONFIRMED' and returned_minor > 0) as returned_count,
        sum(returned_minor) filter (where status = 'CONFIRMED') as returned,
        count(*) filter (where status = 'CONFIRMED' and credited_minor > 0) as credited_count,
        sum(credited_minor) filter (where status = 'CONFIRMED') as credited
      from orders group by currency order by currency
      """;
  private static final String PAYMENTS =
      """
      select currency, count(*) as requested_count, sum(requested_minor) as requested,
        count(authorized_minor) as authorized_count, sum(authorized_minor) as authorized,
        count(captured_minor) as captured_count, sum(captured_minor) as captured,
        count(authorized_minor) filter (where status = 'VOIDED') as voided_count,
        sum(authorized_minor) filter (where status = 'VOIDED') as voided,
        count(authorized_minor) filter (where status <> 'VOIDED' and captured_minor is null)
          as open_count,
        sum(authorized_minor) filter (where status <> 'VOIDED' and captured_minor is null)
          as open,
        count(*) filter (where status = 'DECLINED') as declined_count,
        sum(requested_minor) filter (where status = 'DECLINED') as declined,
        count(*) filter (where refund_requested_minor > 0) as refund_requested_count,
        sum(refund_requested_minor) as refund_requested,
        count(*) filter (where refunded_minor > 0) as refunded_count,
        sum(refunded_minor) as refunded
      from payment where currency is not null group by currency order by currency
      """;
  private static final String CREDIT_NOTES =
      """
      select currency, count(*) filter (where order_id is null) as without_count,
        sum(total_minor) filter (where order_id is null) as without,
        count(order_id) as with_count,
        sum(total_minor) filter (where order_id is not null) as with_order
      from credit_note group by currency order by currency
      """;
  private static final String STOCK =
      """
      select count(*) as skus, coalesce(sum(received), 0) as received,
        coalesce(sum(adjusted), 0) as adjusted, coalesce(sum(shipped), 0) as shipped,
        coalesce(sum(on_hand), 0) as on_hand, coalesce(sum(promised), 0) as promised,
        count(*) filter (where on_hand < 0 or promised < 0 or on_hand < promised) as negative
      from stock_level
      """;
  private static final String CARTS =
      """
      select count(*) filter (where status = 'OPEN') as open,
        count(*) filter (where status = 'CHECKED_OUT') as checked_out,
        count(*) filter (where status = 'ABANDONED') as abandoned
      from cart
      """;

  static final List<String> TABLES =
      List.of("orders", "payment", "credit_note", "stock_level", "cart");

  private final JdbcClient views;

  BooksViews(JdbcClient views) {
    this.views = views;
  }

  /// @return all of one moment, in a transaction that holds [#TABLES] and has seen nothing yet
  Books find() {
    long position = views.sql(QuerySide.TABLES_POSITION).query(Long.class).single();
    return new Books(
        orders(position),
        payments(position),
        creditNotes(position),
        stock(position),
        carts(position));
  }

  private OrderBooks orders(long position) {
    List<Sums> sums = Sums.of(views, ORDERS);
    return new OrderBooks(
        position,
        Sums.tally(sums, "placed_count", "placed"),
        Sums.tally(sums, "open_count", "open"),
        Sums.tally(sums, "confirmed_count", "confirmed"),
        Sums.tally(sums, "rejected_count", "rejected"),
        Sums.tally(sums, "cancelled_count", "cancelled"),
        Sums.tally(sums, "late_count", "late"),
        Sums.tally(sums, "shipped_count", "shipped"),
        Sums.tally(sums, "returned_count", "returned"),
        Sums.tally(sums, "credited_count", "credited"));
  }

  private PaymentBooks payments(long position) {
    List<Sums> sums = Sums.of(views, PAYMENTS);
    return new PaymentBooks(
        position,
        Sums.tally(sums, "requested_count", "requested"),
        Sums.tally(sums, "authorized_count", "authorized"),
        Sums.tally(sums, "captured_count", "captured"),
        Sums.tally(sums, "voided_count", "voided"),
        Sums.tally(sums, "open_count", "open"),
        Sums.tally(sums, "declined_count", "declined"),
        Sums.tally(sums, "refund_requested_count", "refund_requested"),
        Sums.tally(sums, "refunded_count", "refunded"));
  }

  private CreditNoteBooks creditNotes(long position) {
    List<Sums> sums = Sums.of(views, CREDIT_NOTES);
    return new CreditNoteBooks(
        position,
        Sums.tally(sums, "without_count", "without"),
        Sums.tally(sums, "with_count", "with_order"));
  }

  private StockBooks stock(long position) {
    return views
        .sql(STOCK)
        .query((row, _) ->
            new StockBooks(
                position,
                row.getLong("skus"),
                row.getLong("received"),
                row.getLong("adjusted"),
                row.getLong("shipped"),
                row.getLong("on_hand"),
                row.getLong("promised"),
                row.getLong("on_hand") - row.getLong("promised"),
                row.getLong("negative")))
        .single();
  }

  private CartBooks carts(long position) {
    return views
        .sql(CARTS)
        .query((row, _) ->
            new CartBooks(
                position,
                row.getLong("open"),
                row.getLong("checked_out"),
                row.getLong("abandoned")))
        .single();
  }
}
