package io.daybook.kernel.projection;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.customer.event.CustomerEvent.CustomerRegistered;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.Shortage;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.operations.event.LoggedEventId;
import io.daybook.operations.event.SkippedEvent.EventSkipped;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The history that is recorded of a release: every event it knows, with and without what may be
/// absent.
final class GoldenShop {

  private static final Sku LAMP = new Sku("LAMP");
  private static final Money PRICE = Money.of(1_250, Currency.GBP);
  private static final CustomerId REGULAR = new CustomerId("regular");
  private static final Instant PLACED = Instant.parse("2010-12-31T23:59:59.999999Z");

  private GoldenShop() {}

  static List<DomainEvent> history() {
    List<DomainEvent> history = new ArrayList<>(new RandomShop(20_101_201, 4).withOrders(24));
    history.add(new CustomerRegistered(new CustomerId("unnamed"), null, null, "EIRE"));
    history.add(new ProductListed(LAMP, "Lamp", "", "Light", PRICE));
    history.add(new StockReceived(LAMP, 3, "first", new StockLevel(3, 0)));
    history.add(new StockReserved(LAMP, new OrderId("lost"), 1, new StockLevel(3, 1)));
    history.add(new StockReservedCorrected(LAMP, -1, "of no order", new StockLevel(3, 0)));
    bought(history, "guest", null);
    bought(history, "regular", REGULAR);
    history.add(
        new EventSkipped(
            new LoggedEventId("event-1"), "projections.cart.carts", "ghost", 1, "a test"));
    return history;
  }

  private static void bought(List<DomainEvent> history, String who, @Nullable CustomerId buyer) {
    CartId cart = new CartId("cart-of-" + who);
    OrderId order = new OrderId("order-of-" + who);
    CartLine line = new CartLine(LAMP, "Lamp", 5, PRICE);
    OrderLine ordered = new OrderLine(1, LineKind.GOODS, LAMP, "Lamp", 5, PRICE);
    history.add(new CartOpened(cart, buyer, Currency.GBP));
    history.add(new CartLineSet(cart, line));
    history.add(
        new CartCheckedOut(cart, order, buyer, List.of(line), ordered.amount(), "EIRE", "tok_1"));
    history.add(
        new OrderPlaced(
            order,
            buyer,
            Channel.SHOP,
            "EIRE",
            List.of(ordered),
            ordered.amount(),
            "tok_1",
            PLACED));
    history.add(new ReservationDeclined(order, List.of(new Shortage(LAMP, 5, 3))));
    history.add(new OrderRejected(order, RejectReason.OUT_OF_STOCK));
    history.add(
        new CreditNoteIssued(
            new CreditNoteId("note-of-" + who),
            buyer,
            "EIRE",
            List.of(ordered),
            ordered.amount(),
            "goodwill",
            PLACED));
  }
}
