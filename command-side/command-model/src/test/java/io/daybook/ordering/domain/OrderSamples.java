package io.daybook.ordering.domain;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.ordering.event.ReturnedLine;
import java.time.Instant;
import java.util.List;

/// Orders for specs: they invent what a rule does not speak about.
final class OrderSamples {

  static final OrderId ORDER = new OrderId("536365");
  static final Sku MUG = new Sku("MUG");
  static final Sku TEA = new Sku("TEA");
  static final Sku POST = new Sku("POST");
  static final Instant PLACED_AT = Instant.parse("2010-12-01T08:26:00Z");

  static final OrderEvent CONFIRMED = new OrderConfirmed(ORDER);
  static final OrderEvent SHIPPED = new OrderShipped(ORDER);

  private OrderSamples() {}

  static OrderCommand place(OrderLine... lines) {
    return new PlaceOrder(ORDER, null, Channel.TRUSTED, "UK", List.of(lines), "card", PLACED_AT);
  }

  static OrderEvent placed(long total, OrderLine... lines) {
    return new OrderPlaced(
        ORDER, null, Channel.TRUSTED, "UK", List.of(lines), gbp(total), "card", PLACED_AT);
  }

  static OrderLine goods(int number, Sku sku, int units, long price) {
    return new OrderLine(number, LineKind.GOODS, sku, "", units, gbp(price));
  }

  static OrderLine service(int number, Sku sku, long price) {
    return new OrderLine(number, LineKind.SERVICE, sku, "", 1, gbp(price));
  }

  static OrderCommand takeBack(String id, ReturnedLine... lines) {
    return new AcceptReturn(ORDER, new ReturnId(id), List.of(lines), "broken");
  }

  static OrderEvent tookBack(String id, long refund, ReturnedLine... lines) {
    return new GoodsReturned(ORDER, new ReturnId(id), List.of(lines), gbp(refund), "broken");
  }

  static OrderCommand credit(String id, long amount) {
    return new IssueCreditNote(ORDER, new CreditNoteId(id), gbp(amount), "late");
  }

  static OrderEvent credited(String id, long amount) {
    return new OrderCredited(ORDER, new CreditNoteId(id), gbp(amount), "late");
  }

  static Money gbp(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
