package io.daybook.kernel.projection;

import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartLine;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.customer.event.CustomerEvent;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.ReturnedLine;
import io.daybook.payment.event.PaymentEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackedEventMessage;

/// What the tables must hold, found the slow way: event by event, in maps. Rows are texts that the
/// queries of [#QUERIES] give as well.
final class NaiveFold {

  static final Map<String, String> QUERIES =
      Map.of(
          "product",
          "select concat_ws('|', sku, name, description, category, price_minor, listed, version,"
              + " position) from product",
          "stock_level",
          "select concat_ws('|', sku, received, adjusted, shipped, on_hand, promised, version,"
              + " position) from stock_level",
          "cart",
          "select concat_ws('|', cart_id, status, order_id, version, position, (select"
              + " string_agg(sku || '*' || units || '@' || price_minor, ',' order by place) from"
              + " cart_line l where l.cart_id = cart.cart_id)) from cart",
          "customer",
          "select concat_ws('|', customer_id, coalesce(email, '-'), coalesce(name, '-'), erased,"
              + " version) from customer",
          "orders",
          "select concat_ws('|', order_id, placed_position, status, was_confirmed,"
              + " reject_reason, cancel_reason, total_minor, line_count, units, returned_minor,"
              + " credited_minor, shipped_at is not null, jsonb_array_length(lines), version,"
              + " position) from orders",
          "payment",
          "select concat_ws('|', order_id, status, requested_minor, authorized_minor,"
              + " captured_minor, refund_requested_minor, refunded_minor, decline_reason, version,"
              + " position) from payment",
          "credit_note",
          "select concat_ws('|', credit_note_id, order_id, total_minor, jsonb_array_length(lines),"
              + " position) from credit_note",
          "sales",
          "select concat_ws('|', day, sku, country, orders, sold_units, sold_minor,"
              + " cancelled_units, cancelled_minor, returned_units, returned_minor,"
              + " credited_units, credited_minor) from sales",
          "order_timeline",
          "select concat_ws('|', order_id, stream, version, position, who, correlation_id) from"
              + " order_timeline");

  private final Map<String, Map<String, Map<String, Object>>> tables = new TreeMap<>();
  private final Map<String, OrderEvent.OrderPlaced> placed = new TreeMap<>();
  private final Map<String, Map<Sku, CartLine>> cartLines = new TreeMap<>();

  NaiveFold(List<TrackedEventMessage<?>> log) {
    QUERIES.keySet().forEach(it -> tables.put(it, new TreeMap<>()));
    LoggedEvent.known(log).forEach(this::apply);
  }

  List<String> rows(String table) {
    return tables.getOrDefault(table, Map.of()).values().stream()
        .map(row ->
            row.values().stream()
                .filter(it -> !it.equals(""))
                .map(Object::toString)
                .map(it -> it.equals("true") ? "t" : it.equals("false") ? "f" : it)
                .map(it -> it.equals("<>") ? "" : it)
                .collect(Collectors.joining("|")))
        .sorted()
        .toList();
  }

  private void apply(LoggedEvent it) {
    switch (it.event()) {
      case ProductEvent event -> product(event, it);
      case StockItemEvent event -> stock(event, it);
      case CartEvent event -> cart(event, it);
      case CustomerEvent event -> customer(event, it);
      case OrderEvent event -> order(event, it);
      case PaymentEvent event -> payment(event, it);
      case ReservationEvent event -> timeline(event.orderId().value(), it);
      case CreditNoteIssued event -> creditNote(event, it);
      default -> throw new IllegalArgumentException(it.toString());
    }
  }

  private Map<String, Object> row(String table, String key, String... columns) {
    return tables
        .getOrDefault(table, new TreeMap<>())
        .computeIfAbsent(
            key,
            _ -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("key", key);
              for (String column : columns) {
                row.put(column.replace("#", ""), column.startsWith("#") ? 0L : "");
              }
              return row;
            });
  }

  private static void add(Map<String, Object> row, String column, long more) {
    row.merge(column, more, (one, other) -> (Long) one + (Long) other);
  }

  private static void seen(Map<String, Object> row, LoggedEvent it) {
    row.put("version", it.version());
    row.put("position", it.position());
  }

  private void product(ProductEvent event, LoggedEvent it) {
    var row = row("product", event.sku().value(), "name", "text", "category", "price", "listed");
    switch (event) {
      case ProductEvent.ProductListed p -> {
        row.put("name", p.name());
        row.put("text", p.description());
        row.put("category", p.category());
        row.put("price", p.price().minor());
        row.put("listed", true);
      }
      case ProductEvent.ProductRevised p -> {
        row.put("name", p.name());
        row.put("text", p.description().isEmpty() ? "<>" : p.description());
        row.put("category", p.category());
      }
      case ProductEvent.PriceChanged p -> row.put("price", p.price().minor());
      case ProductEvent.ProductDelisted _ -> row.put("listed", false);
    }
    seen(row, it);
  }

  private void stock(StockItemEvent event, LoggedEvent it) {
    var row =
        row("stock_level", event.sku().value(), "#received", "#adjusted", "#shipped", "on", "held");
    switch (event) {
      case StockItemEvent.StockReceived e -> add(row, "received", e.units());
      case StockItemEvent.StockAdjusted e -> add(row, "adjusted", e.delta());
      case StockItemEvent.StockShipped e -> add(row, "shipped", e.units());
      default -> {}
    }
    row.put("on", event.level().onHand());
    row.put("held", event.level().promised());
    seen(row, it);
  }

  private void cart(CartEvent event, LoggedEvent it) {
    String id = event.cartId().value();
    var row = row("cart", id, "status", "order", "version", "position", "lines");
    var lines = cartLines.computeIfAbsent(id, _ -> new LinkedHashMap<>());
    switch (event) {
      case CartEvent.CartOpened _ -> row.put("status", "OPEN");
      case CartEvent.CartLineSet e -> lines.put(e.line().sku(), e.line());
      case CartEvent.CartLineRemoved e -> lines.remove(e.sku());
      case CartEvent.CartCheckedOut e -> {
        row.put("status", "CHECKED_OUT");
        row.put("order", e.orderId());
      }
      case CartEvent.CartAbandoned _ -> row.put("status", "ABANDONED");
    }
    row.put(
        "lines",
        lines.values().stream()
            .map(l -> l.sku() + "*" + l.units() + "@" + l.unitPrice().minor())
            .collect(Collectors.joining(",")));
    seen(row, it);
  }

  private void customer(CustomerEvent event, LoggedEvent it) {
    var row = row("customer", event.customerId().value(), "email", "name", "erased", "version");
    switch (event) {
      case CustomerEvent.CustomerRegistered _ -> {
        row.put("email", "e1");
        row.put("name", "n");
        row.put("erased", false);
      }
      case CustomerEvent.EmailChanged e -> row.put("email", e.email().ciphertext());
      case CustomerEvent.PersonalDataErased _ -> {
        row.put("email", "-");
        row.put("name", "-");
        row.put("erased", true);
      }
    }
    row.put("version", it.version());
  }

  private void order(OrderEvent event, LoggedEvent it) {
    String id = event.orderId().value();
    var row =
        row(
            "orders",
            id,
            "placed",
            "status",
            "confirmed",
            "reject",
            "cancel",
            "total",
            "count",
            "units",
            "#returned",
            "#credited",
            "shipped",
            "lines");
    switch (event) {
      case OrderEvent.OrderPlaced e -> {
        placed.put(id, e);
        row.put("placed", it.position());
        row.put("status", "PLACED");
        row.put("confirmed", false);
        row.put("total", e.total().minor());
        row.put("count", e.lines().size());
        row.put("units", e.lines().stream().mapToLong(OrderLine::units).sum());
        row.put("shipped", false);
        row.put("lines", e.lines().size());
      }
      case OrderEvent.OrderConfirmed _ -> {
        row.put("status", "CONFIRMED");
        row.put("confirmed", true);
        sold(order(id), "sold");
        add(sale(order(id).placedAt(), "", order(id).country()), "orders", 1);
      }
      case OrderEvent.OrderRejected e -> {
        row.put("status", "REJECTED");
        row.put("reject", e.reason());
      }
      case OrderEvent.OrderCancelled e -> {
        row.put("status", "CANCELLED");
        row.put("cancel", e.reason());
        if (e.confirmed()) {
          sale(order(id).placedAt(), "", order(id).country());
          sold(order(id), "cancelled");
        }
      }
      case OrderEvent.OrderShipped _ -> row.put("shipped", true);
      case OrderEvent.LinesCancelled e -> takenBack(row, it, id, e.refund(), e.lines());
      case OrderEvent.GoodsReturned e -> takenBack(row, it, id, e.refund(), e.lines());
      case OrderEvent.OrderCredited e -> {
        add(row, "credited", e.amount().minor());
        add(sale(it.at(), "", order(id).country()), "creditedMinor", e.amount().minor());
        var note = row("credit_note", e.creditNoteId().value(), "order", "total", "lines");
        note.put("order", id);
        note.put("total", e.amount().minor());
        note.put("lines", 0);
        note.put("position", it.position());
      }
    }
    seen(row, it);
    timeline(id, it);
  }

  private void takenBack(
      Map<String, Object> row, LoggedEvent it, String id, Money refund, List<ReturnedLine> lines) {
    add(row, "returned", refund.minor());
    add(sale(it.at(), "", order(id).country()), "returnedMinor", refund.minor());
    lines.forEach(
        l -> add(sale(it.at(), l.sku().value(), order(id).country()), "returnedUnits", l.units()));
  }

  private OrderEvent.OrderPlaced order(String id) {
    OrderEvent.OrderPlaced order = placed.get(id);
    if (order == null) {
      throw new IllegalStateException(id);
    }
    return order;
  }

  private void sold(OrderEvent.OrderPlaced order, String column) {
    for (OrderLine line : order.lines()) {
      var row = sale(order.placedAt(), line.sku().value(), order.country());
      add(row, column + "Units", line.units());
      add(row, column + "Minor", line.amount().minor());
    }
  }

  private Map<String, Object> sale(Instant at, String sku, String country) {
    String day = at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    return row(
        "sales",
        day + "|" + sku + "|" + country,
        "#orders",
        "#soldUnits",
        "#soldMinor",
        "#cancelledUnits",
        "#cancelledMinor",
        "#returnedUnits",
        "#returnedMinor",
        "#creditedUnits",
        "#creditedMinor");
  }

  private void creditNote(CreditNoteIssued event, LoggedEvent it) {
    var note = row("credit_note", event.creditNoteId().value(), "order", "total", "lines");
    note.put("total", event.total().minor());
    note.put("lines", event.lines().size());
    note.put("position", it.position());
    for (OrderLine line : event.lines()) {
      var row = sale(event.issuedAt(), line.sku().value(), event.country());
      add(row, "creditedUnits", line.units());
      add(row, "creditedMinor", line.amount().minor());
    }
  }

  private void payment(PaymentEvent event, LoggedEvent it) {
    String id = event.orderId().value();
    var row =
        row(
            "payment",
            id,
            "status",
            "requested",
            "authorized",
            "captured",
            "#refundRequested",
            "#refunded",
            "reason");
    switch (event) {
      case PaymentEvent.PaymentRequested e -> {
        row.put("status", "REQUESTED");
        row.put("requested", e.amount().minor());
      }
      case PaymentEvent.PaymentAuthorized e -> {
        row.put("status", "AUTHORIZED");
        row.put("authorized", e.amount().minor());
      }
      case PaymentEvent.PaymentDeclined e -> {
        row.put("status", "DECLINED");
        row.put("reason", e.reason());
      }
      case PaymentEvent.CaptureRequested _ -> row.put("status", "CAPTURING");
      case PaymentEvent.PaymentCaptured e -> {
        row.put("status", "CAPTURED");
        row.put("captured", e.amount().minor());
      }
      case PaymentEvent.VoidRequested _ -> row.put("status", "VOIDING");
      case PaymentEvent.PaymentVoided _ -> row.put("status", "VOIDED");
      case PaymentEvent.RefundRequested e -> add(row, "refundRequested", e.amount().minor());
      case PaymentEvent.PaymentRefunded e -> add(row, "refunded", e.amount().minor());
    }
    seen(row, it);
    timeline(id, it);
  }

  private void timeline(String order, LoggedEvent it) {
    List<Object> values =
        new ArrayList<>(
            List.of(
                order, it.event().stream(), it.version(), it.position(), "saga checkout", "c-1"));
    Map<String, Object> row = new LinkedHashMap<>();
    values.forEach(value -> row.put("column" + row.size(), value));
    tables.getOrDefault("order_timeline", new TreeMap<>()).put(order + "@" + it.position(), row);
  }
}
