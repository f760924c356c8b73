package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.inventory.domain.Reservation;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.domain.Order;
import io.daybook.ordering.domain.Order.Status;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.ordering.event.ReturnedLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What must hold when nothing is left to happen: every order has ended, and money and goods are
/// where its end says.
final class SimulatedEnd {

  private final SimulatedShop shop;
  private final SimulatedCheckouts checkouts;
  private final SimulatedProvider provider;
  private final Map<Sku, Long> gone = new HashMap<>();

  private SimulatedEnd(
      SimulatedShop shop, SimulatedCheckouts checkouts, SimulatedProvider provider) {
    this.shop = shop;
    this.checkouts = checkouts;
    this.provider = provider;
  }

  static void check(SimulatedShop shop, SimulatedCheckouts checkouts, SimulatedProvider provider) {
    SimulatedEnd end = new SimulatedEnd(shop, checkouts, provider);
    assertThat(shop.mistakes).as("refusals nobody foresaw").isEmpty();
    shop.orders.forEach(end::check);
    List.of(Shop.MUG, Shop.TEA).forEach(end::check);
  }

  private void check(OrderId id, Order order) {
    OrderPlaced placed = placed(id);
    boolean live = order.status() == Status.CONFIRMED || order.status() == Status.SHIPPED;
    assertThat(order.status()).as("C2: end of %s", id).isNotIn(Status.UNKNOWN, Status.PLACED);
    assertThat(checkouts.isOver(id)).as("C2: %s is %s", id, checkouts.state(id)).isTrue();
    assertThat(provider.held).as("C5: money held of %s", id).doesNotContain(id);
    assertThat(provider.kept(id))
        .as("C3: money of %s, which is %s", id, order.status())
        .isEqualTo(live ? placed.total().minor() - givenBack(id) : 0);

    Map<Sku, Integer> goods = new HashMap<>();
    placed.lines().stream()
        .filter(it -> it.kind() == LineKind.GOODS)
        .forEach(it -> goods.merge(it.sku(), it.units(), Integer::sum));
    of(LinesCancelled.class)
        .filter(it -> it.orderId().equals(id))
        .forEach(it -> it.lines().forEach(line -> take(goods, line)));
    Reservation reservation = shop.reservation(id);
    assertThat(reservation.status() == Reservation.Status.MADE)
        .as("C5: %s is %s, and its stock %s", id, order.status(), reservation)
        .isEqualTo(order.status() == Status.CONFIRMED && !goods.isEmpty());
    if (order.status() == Status.CONFIRMED) {
      Map<Sku, Integer> promised = new HashMap<>();
      reservation.lines().forEach((ReservedLine it) -> promised.put(it.sku(), it.units()));
      goods.values().removeIf(it -> it == 0);
      assertThat(promised).as("C5: stock of %s", id).isEqualTo(goods);
    }
    if (order.status() == Status.SHIPPED) {
      goods.forEach((sku, units) -> gone.merge(sku, (long) units, Long::sum));
    }
  }

  private void check(Sku sku) {
    long came =
        of(StockReceived.class).filter(it -> it.sku().equals(sku)).mapToLong(it -> it.units()).sum()
            + of(StockAdjusted.class)
                .filter(it -> it.sku().equals(sku) && it.reason().equals("broken"))
                .mapToLong(it -> it.delta())
                .sum();
    long back =
        of(GoodsReturned.class)
            .flatMap(it -> it.lines().stream())
            .filter(it -> it.sku().equals(sku))
            .mapToLong(ReturnedLine::units)
            .sum();
    assertThat(shop.item(sku).level().onHand())
        .as("C1: %s on hand", sku)
        .isEqualTo(came + back - gone.getOrDefault(sku, 0L));
  }

  private long givenBack(OrderId id) {
    return of(OrderCredited.class)
            .filter(it -> it.orderId().equals(id))
            .mapToLong(it -> it.amount().minor())
            .sum()
        + of(GoodsReturned.class)
            .filter(it -> it.orderId().equals(id))
            .mapToLong(it -> it.refund().minor())
            .sum()
        + of(LinesCancelled.class)
            .filter(it -> it.orderId().equals(id))
            .mapToLong(it -> it.refund().minor())
            .sum();
  }

  private OrderPlaced placed(OrderId id) {
    return of(OrderPlaced.class).filter(it -> it.orderId().equals(id)).findFirst().orElseThrow();
  }

  private <E extends DomainEvent> Stream<E> of(Class<E> type) {
    return shop.log.stream().filter(type::isInstance).map(type::cast);
  }

  private static void take(Map<Sku, Integer> goods, ReturnedLine line) {
    goods.merge(line.sku(), -line.units(), Integer::sum);
  }
}
