package io.daybook.bench.rebuild;

import io.daybook.axon.EventJson;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.OrderLine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// The order view as an event handler of Axon's writes it: the same rows, a statement for each
/// event, in the transaction of the token.
record OrderRows(JdbcClient jdbc) {

  private static final String INSERT =
      """
      insert into orders
        (order_id, placed_position, customer_id, channel, country, currency, total_minor,
         line_count, units, placed_at, lines, version, position, status, was_confirmed,
         returned_minor, credited_minor)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, 'PLACED', false, 0, 0)
      """;
  private static final String CONFIRM = update("status = 'CONFIRMED', was_confirmed = true");
  private static final String REJECT = update("status = 'REJECTED', reject_reason = ?");
  private static final String CANCEL = update("status = 'CANCELLED', cancel_reason = ?");
  private static final String SHIP = update("shipped_at = ?");
  private static final String GIVE_BACK = update("returned_minor = returned_minor + ?");
  private static final String CREDIT = update("credited_minor = credited_minor + ?");

  private static String update(String set) {
    return "update orders set %s, version = ?, position = ? where order_id = ?".formatted(set);
  }

  @EventHandler
  void on(OrderEvent event, TrackedEventMessage<?> message) {
    LoggedEvent logged = LoggedEvent.of(message);
    switch (event) {
      case OrderPlaced it -> insert(it, logged);
      case OrderConfirmed _ -> update(jdbc.sql(CONFIRM), event, logged);
      case OrderRejected(_, var why) -> update(jdbc.sql(REJECT).param(why.name()), event, logged);
      case OrderCancelled(_, var why, _, _) -> update(jdbc.sql(CANCEL).param(why), event, logged);
      case OrderShipped _ -> update(jdbc.sql(SHIP).param(time(logged.at())), event, logged);
      case LinesCancelled it ->
          update(jdbc.sql(GIVE_BACK).param(it.refund().minor()), event, logged);
      case GoodsReturned it ->
          update(jdbc.sql(GIVE_BACK).param(it.refund().minor()), event, logged);
      case OrderCredited it -> update(jdbc.sql(CREDIT).param(it.amount().minor()), event, logged);
    }
  }

  private void insert(OrderPlaced placed, LoggedEvent logged) {
    var customer = placed.customerId();
    jdbc.sql(INSERT)
        .param(placed.orderId().value())
        .param(logged.position())
        .param(customer == null ? null : customer.value())
        .param(placed.channel().name())
        .param(placed.country())
        .param(placed.total().currency().value())
        .param(placed.total().minor())
        .param(placed.lines().size())
        .param(placed.lines().stream().mapToLong(OrderLine::units).sum())
        .param(time(placed.placedAt()))
        .param(json(placed.lines()))
        .param(logged.version())
        .param(logged.position())
        .update();
  }

  private static void update(StatementSpec statement, OrderEvent event, LoggedEvent logged) {
    int rows =
        statement
            .param(logged.version())
            .param(logged.position())
            .param(event.orderId().value())
            .update();
    if (rows != 1) {
      throw new IllegalStateException("There is no row of " + event);
    }
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static String json(List<OrderLine> lines) {
    return EventJson.mapper().writeValueAsString(lines.stream().map(Line::of).toList());
  }

  /// A line as the view keeps it.
  private record Line(
      int number, String kind, String sku, String description, int units, long unitMinor) {

    static Line of(OrderLine line) {
      return new Line(
          line.number(),
          line.kind().name(),
          line.sku().value(),
          line.description(),
          line.units(),
          line.unitPrice().minor());
    }
  }
}
