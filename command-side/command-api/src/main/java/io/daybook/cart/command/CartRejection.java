package io.daybook.cart.command;

import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a cart refuses.
public sealed interface CartRejection extends Rejection {

  /// Nobody opened it.
  record CartNotOpen(CartId cartId) implements CartRejection {}

  /// It was opened for someone else or in another currency.
  record CartAlreadyOpen(CartId cartId) implements CartRejection {}

  /// It became an order.
  record CartAlreadyCheckedOut(CartId cartId) implements CartRejection {}

  /// It was forgotten.
  record CartWasAbandoned(CartId cartId) implements CartRejection {}

  /// There is nothing in it to order.
  record CartEmpty(CartId cartId) implements CartRejection {}

  /// It holds as many different products as it can.
  record CartFull(CartId cartId, int limit) implements CartRejection {}

  /// Units of a line are 1 to 100,000.
  record CartUnitsOutOfRange(CartId cartId, Sku sku, int units) implements CartRejection {}

  /// It is kept in another currency than the product is sold in.
  record CartCurrencyDiffers(CartId cartId, Currency currency) implements CartRejection {}

  /// The product is not on sale, so it can't be put into a cart.
  record CartProductNotOnSale(CartId cartId, Sku sku) implements CartRejection {}

  /// Prices are not those the shopper saw. Setting the lines again accepts the new ones.
  record CartPricesChanged(CartId cartId, List<PriceDifference> differences)
      implements CartRejection {}

  /// One product whose price changed.
  ///
  /// @param now null when it is no longer on sale
  record PriceDifference(Sku sku, Money seen, @Nullable Money now) {}
}
