package io.daybook.cart.event;

import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can have happened to one cart.
public sealed interface CartEvent extends DomainEvent {

  /// The stream type of carts.
  String STREAM_TYPE = "cart";

  CartId cartId();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, cartId());
  }

  /// A shopper took a cart.
  ///
  /// @param customerId null for a guest
  /// @param currency of all its prices
  @EventName("cart.opened")
  record CartOpened(CartId cartId, @Nullable CustomerId customerId, Currency currency)
      implements CartEvent {}

  /// A product stands in the cart with so many units at this price, whatever stood there before.
  @EventName("cart.line-set")
  record CartLineSet(CartId cartId, CartLine line) implements CartEvent {}

  @EventName("cart.line-removed")
  record CartLineRemoved(CartId cartId, Sku sku) implements CartEvent {}

  /// The cart became an order.
  ///
  /// @param lines with the prices the shopper saw, in the order in which they were first set
  /// @param total sum of the lines
  /// @param country where the goods go, in the shop's own words
  /// @param paymentToken what the payment provider gave the shopper for their card
  @EventName("cart.checked-out")
  record CartCheckedOut(
      CartId cartId,
      OrderId orderId,
      @Nullable CustomerId customerId,
      List<CartLine> lines,
      Money total,
      String country,
      String paymentToken)
      implements CartEvent {}

  /// Nobody touched it for too long.
  @EventName("cart.abandoned")
  record CartAbandoned(CartId cartId) implements CartEvent {}
}
