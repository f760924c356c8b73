package io.daybook.checkout.process;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartLine;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What the specs talk about.
final class Shop {

  static final OrderId ORDER = new OrderId("o-1");
  static final CartId CART = new CartId("c-1");
  static final CustomerId CUSTOMER = new CustomerId("17850");
  static final Sku MUG = new Sku("MUG");
  static final Sku TEA = new Sku("TEA");
  static final Sku POST = new Sku("POST");
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final CheckoutLimits LIMITS =
      new CheckoutLimits(Duration.ofMinutes(15), Duration.ofMinutes(20));

  private Shop() {}

  static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }

  static OrderLine goods(int number, Sku sku, int units, long price) {
    return new OrderLine(number, LineKind.GOODS, sku, "", units, pounds(price));
  }

  static OrderLine service(int number, long price) {
    return new OrderLine(number, LineKind.SERVICE, POST, "", 1, pounds(price));
  }

  static OrderPlaced placed(OrderLine... lines) {
    Money total = List.of(lines).stream().map(OrderLine::amount).reduce(Money::plus).orElseThrow();
    return new OrderPlaced(
        ORDER, null, Channel.TRUSTED, "France", List.of(lines), total, "card", NOON);
  }

  static CartCheckedOut checkedOut() {
    CartLine line = new CartLine(MUG, "A mug", 2, pounds(250));
    return new CartCheckedOut(CART, ORDER, CUSTOMER, List.of(line), pounds(500), "France", "card");
  }

  static ReservationMade reserved() {
    return new ReservationMade(ORDER, List.of());
  }

  static PaymentAuthorized authorized() {
    return new PaymentAuthorized(ORDER, pounds(500), "ref");
  }

  static OrderCancelled cancelled(boolean confirmed) {
    return new OrderCancelled(ORDER, "changed my mind", confirmed, pounds(500));
  }
}
