package io.daybook.audit.projection;

import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What happens when somebody buys mugs: event by event, right or wrong.
final class Sale {

  static final Sku MUG = new Sku("mug");
  static final OrderId ORDER = new OrderId("1");
  static final Money PRICE = pounds(500);

  private final List<DomainEvent> log = new ArrayList<>();

  static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }

  List<DomainEvent> log() {
    return List.copyOf(log);
  }

  Sale and(DomainEvent event) {
    log.add(event);
    return this;
  }

  Sale received(int units) {
    return and(new StockReceived(MUG, units, "truck", new StockLevel(units, 0)));
  }

  Sale placed() {
    OrderLine line = new OrderLine(1, LineKind.GOODS, MUG, "mug", 5, pounds(100));
    return and(
        new OrderPlaced(
            ORDER, null, Channel.SHOP, "UK", List.of(line), PRICE, "tok", Instant.EPOCH));
  }

  Sale reservationMade() {
    return and(new ReservationMade(ORDER, List.of(new ReservedLine(MUG, 5))));
  }

  Sale stockReserved(long onHand, long promised) {
    return and(new StockReserved(MUG, ORDER, 5, new StockLevel(onHand, promised)));
  }

  Sale released(ReleaseReason reason, long onHand) {
    and(new ReservationReleased(ORDER, reason, List.of(new ReservedLine(MUG, 5))));
    return and(new StockReleased(MUG, ORDER, 5, new StockLevel(onHand, 0)));
  }

  Sale authorized() {
    return and(new PaymentAuthorized(ORDER, PRICE, "ref"));
  }

  Sale confirmed() {
    return and(new OrderConfirmed(ORDER));
  }

  Sale cancelled(boolean confirmed) {
    return and(new OrderCancelled(ORDER, "no", confirmed, PRICE));
  }

  Sale captured() {
    return and(new PaymentCaptured(ORDER, PRICE));
  }

  Sale voided() {
    return and(new PaymentVoided(ORDER));
  }

  Sale refunded(long minor) {
    return and(new PaymentRefunded(ORDER, new RefundId("r-" + log.size()), pounds(minor)));
  }

  /// Placed, reserved, authorized, confirmed and captured.
  static Sale complete() {
    return new Sale()
        .received(10)
        .placed()
        .reservationMade()
        .stockReserved(10, 5)
        .authorized()
        .confirmed()
        .captured();
  }

  /// Placed and reserved.
  static Sale begun() {
    return new Sale().received(10).placed().reservationMade().stockReserved(10, 5);
  }
}
