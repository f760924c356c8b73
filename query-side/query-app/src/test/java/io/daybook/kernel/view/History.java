package io.daybook.kernel.view;

import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.customer.event.CustomerEvent.CustomerRegistered;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import java.time.Instant;
import java.util.List;

/// What has happened in the shop that the query side is asked about: two orders, one of them paid,
/// and a credit note.
final class History {

  private static final Sku MUG = new Sku("85123A");
  private static final Sku TEA = new Sku("tea");
  private static final OrderId ORDER = new OrderId("536365");

  private History() {}

  /// @return the last position
  static long tellTo(ShopLog log) {
    log.append(
        new ProductListed(MUG, "Xmas Hanging Heart Mugs", "white", "Kitchen", pounds(255)),
        new ProductListed(TEA, "Crème tea", "for you", "Food", pounds(100)),
        new StockReceived(MUG, 10, "first", new StockLevel(10, 0)),
        new CustomerRegistered(new CustomerId("17850"), null, null, "United Kingdom"),
        new CartOpened(new CartId("c1"), null, Currency.GBP),
        new CartLineSet(new CartId("c1"), new CartLine(MUG, "Mug", 2, pounds(255))));
    List<OrderLine> lines =
        List.of(
            new OrderLine(1, LineKind.GOODS, MUG, "mug", 6, pounds(255)),
            new OrderLine(2, LineKind.SERVICE, new Sku("POST"), "", 1, pounds(500)));
    Money total = pounds(2030);
    return log.append(
        new OrderPlaced(
            ORDER,
            new CustomerId("17850"),
            Channel.TRUSTED,
            "United Kingdom",
            lines,
            total,
            "tok",
            Instant.parse("2010-12-01T08:26:00Z")),
        new ReservationMade(ORDER, List.of(new ReservedLine(MUG, 6))),
        new StockReserved(MUG, ORDER, 6, new StockLevel(10, 6)),
        new PaymentRequested(ORDER, total, "tok"),
        new PaymentAuthorized(ORDER, total, "ref"),
        new OrderConfirmed(ORDER),
        new CaptureRequested(ORDER, total, "ref"),
        new PaymentCaptured(ORDER, total),
        new OrderPlaced(
            new OrderId("2"), null, Channel.SHOP, "France", lines, total, "t", Instant.EPOCH),
        new CreditNoteIssued(
            new CreditNoteId("C1"),
            null,
            "France",
            List.of(lines.getFirst()),
            pounds(1530),
            "broken",
            Instant.parse("2010-12-03T00:00:00Z")));
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
