package io.daybook.checkout.process;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartLine;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.Sku;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What one context's words mean in another's.
final class Orders {

  private Orders() {}

  /// The order that a cart becomes.
  static PlaceOrder of(CartCheckedOut cart, Instant at) {
    List<OrderLine> lines =
        IntStream.range(0, cart.lines().size())
            .mapToObj(i -> goods(i + 1, cart.lines().get(i)))
            .toList();
    return new PlaceOrder(
        cart.orderId(),
        cart.customerId(),
        Channel.SHOP,
        cart.country(),
        lines,
        cart.paymentToken(),
        at);
  }

  static Terms termsOf(OrderPlaced order) {
    boolean goods = order.lines().stream().anyMatch(line -> line.kind() == LineKind.GOODS);
    return new Terms(order.orderId(), goods, order.total(), order.paymentToken());
  }

  /// The units of each sku that need stock, in sku order. Services need none.
  static List<ReservedLine> goodsOf(OrderPlaced order) {
    Map<Sku, Integer> units = new TreeMap<>(Comparator.comparing(Sku::value));
    for (OrderLine line : order.lines()) {
      if (line.kind() == LineKind.GOODS) {
        units.merge(line.sku(), line.units(), Math::addExact);
      }
    }
    return units.entrySet().stream()
        .map(it -> new ReservedLine(it.getKey(), it.getValue()))
        .toList();
  }

  private static OrderLine goods(int number, CartLine line) {
    return new OrderLine(
        number, LineKind.GOODS, line.sku(), line.name(), line.units(), line.unitPrice());
  }
}
