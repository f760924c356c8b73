package io.daybook.ordering.view;

import io.daybook.kernel.Currency;
import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.query.Page;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Pages;
import io.daybook.kernel.view.Slice;
import io.daybook.ordering.query.Order;
import io.daybook.ordering.query.OrderLine;
import io.daybook.ordering.query.OrderSummary;
import io.daybook.ordering.query.TimelineEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds orders and what happened to them in their tables.
final class OrderViews {

  private final JdbcClient views;

  OrderViews(JdbcClient views) {
    this.views = views;
  }

  Optional<Order> find(String orderId) {
    return showAll(List.of(orderId)).stream().map(Shown::order).findFirst();
  }

  /// An order.
  ///
  /// @param position of the last event that it shows, also of one that only its timeline has
  record Shown(Order order, long position) {}

  /// Those of `orderIds` that there are, in two statements.
  List<Shown> showAll(Collection<String> orderIds) {
    String[] ids = orderIds.toArray(String[]::new);
    List<Order> orders =
        views
            .sql(OrderRows.SELECT + ", o.lines" + OrderRows.FROM + "where o.order_id = any(?)")
            .param(ids)
            .query((row, number) -> {
              Currency currency = new Currency(row.getString("currency"));
              List<OrderLine> lines = Lines.read(row.getString("lines"), currency);
              return new Order(OrderRows.summary(row, number), lines, List.of());
            })
            .list();
    if (orders.isEmpty()) {
      return List.of();
    }
    Map<String, List<HistoryEntry>> entries = entries(ids);
    return orders.stream()
        .map(it -> {
          OrderSummary summary = it.summary();
          List<HistoryEntry> happened =
              of(summary, entries.getOrDefault(summary.orderId(), List.of()));
          long last = happened.stream().mapToLong(HistoryEntry::position).max().orElse(0);
          return new Shown(
              new Order(summary, it.lines(), timeline(happened)),
              Math.max(summary.position(), last));
        })
        .toList();
  }

  /// Up to where the summary is, so that both are of one moment.
  private static List<HistoryEntry> of(OrderSummary summary, List<HistoryEntry> happened) {
    return happened.stream()
        .filter(it -> it.position() <= summary.position() || isReservation(it))
        .toList();
  }

  private static List<TimelineEntry> timeline(List<HistoryEntry> happened) {
    return happened.stream()
        .map(it -> new TimelineEntry(it.at(), it.what(), it.who(), it.why()))
        .toList();
  }

  /// A reservation has no row that the summary's position could tell of.
  private static boolean isReservation(HistoryEntry entry) {
    return entry.stream().startsWith("reservation/");
  }

  /// A slice of what happened to an order, and one entry more when there is more; empty when there
  /// is no such order.
  Optional<List<HistoryEntry>> history(String orderId, Slice slice) {
    List<HistoryEntry> entries =
        views
            .sql(
                "select * from order_timeline where order_id = ? order by position limit ? offset ?")
            .params(orderId, slice.limit() + 1, slice.offset())
            .query(OrderRows::entry)
            .list();
    boolean known = !entries.isEmpty() || (slice.offset() > 0 && exists(orderId));
    return known ? Optional.of(entries) : Optional.empty();
  }

  private boolean exists(String orderId) {
    return views
        .sql("select exists (select from order_timeline where order_id = ?)")
        .param(orderId)
        .query(Boolean.class)
        .single();
  }

  private Map<String, List<HistoryEntry>> entries(String[] orderIds) {
    Map<String, List<HistoryEntry>> entries = new HashMap<>();
    views
        .sql("select * from order_timeline where order_id = any(?) order by order_id, position")
        .param(orderIds)
        .query((row, number) ->
            entries
                .computeIfAbsent(row.getString("order_id"), _ -> new ArrayList<>())
                .add(OrderRows.entry(row, number)))
        .list();
    return entries;
  }

  /// Orders, the one placed last first.
  ///
  /// @param customer only this one's, unless null
  /// @param status only those that stand so, unless null
  /// @param before position of the last row of the page before
  Page<OrderSummary> list(
      @Nullable String customer, @Nullable String status, long before, int limit) {
    StringBuilder where = new StringBuilder("where o.placed_position < :before ");
    where.append(customer == null ? "" : "and o.customer_id = :customer ");
    where.append(status == null ? "" : "and o.status = :status ");
    List<Placed> rows =
        views
            .sql(
                OrderRows.SELECT
                    + OrderRows.FROM
                    + where
                    + "order by o.placed_position desc limit :limit")
            .param("before", before)
            .param("customer", customer)
            .param("status", status)
            .param("limit", limit + 1)
            .query((row, number) ->
                new Placed(OrderRows.summary(row, number), row.getLong("placed_position")))
            .list();
    Page<Placed> page = Pages.cut(rows, limit, last -> Cursor.after(last.position()));
    return new Page<>(page.items().stream().map(Placed::order).toList(), page.next());
  }

  private record Placed(OrderSummary order, long position) {}
}
