package io.daybook.cart.command;

import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartLine;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.command.Repeatable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that can be asked of one cart.
public sealed interface CartCommand extends Command {

  CartId cartId();

  @Override
  default StreamId stream() {
    return StreamId.of(CartEvent.STREAM_TYPE, cartId());
  }

  /// Take a cart.
  ///
  /// @param customerId null for a guest
  record OpenCart(CartId cartId, @Nullable CustomerId customerId, Currency currency)
      implements CartCommand {}

  /// Put a product into the cart, or change how many of it and at which price.
  ///
  /// @param line with the list price of this moment
  record SetCartLine(CartId cartId, CartLine line) implements CartCommand {}

  /// Take a product out of the cart.
  record RemoveCartLine(CartId cartId, Sku sku) implements CartCommand {}

  /// Make an order of it.
  ///
  /// @param listPrices of this moment, for every sku in the cart that is still on sale
  /// @param country where the goods go
  /// @param paymentToken what the payment provider gave the shopper for their card
  record CheckOut(
      CartId cartId,
      OrderId orderId,
      Map<Sku, Money> listPrices,
      String country,
      String paymentToken)
      implements CartCommand {}

  /// Forget it, since nobody touched it for too long.
  ///
  /// @param touches how often it had been touched when the clock was set; a cart touched since
  ///   stays
  record AbandonCart(CartId cartId, long touches) implements CartCommand, Repeatable {}
}
