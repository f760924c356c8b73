package io.daybook.cart.app;

import static io.daybook.kernel.app.RejectionKind.kind;

import io.daybook.cart.command.CartRejection.CartAlreadyCheckedOut;
import io.daybook.cart.command.CartRejection.CartAlreadyOpen;
import io.daybook.cart.command.CartRejection.CartCurrencyDiffers;
import io.daybook.cart.command.CartRejection.CartEmpty;
import io.daybook.cart.command.CartRejection.CartFull;
import io.daybook.cart.command.CartRejection.CartNotOpen;
import io.daybook.cart.command.CartRejection.CartPricesChanged;
import io.daybook.cart.command.CartRejection.CartProductNotOnSale;
import io.daybook.cart.command.CartRejection.CartUnitsOutOfRange;
import io.daybook.cart.command.CartRejection.CartWasAbandoned;
import io.daybook.kernel.app.RejectionKind;
import io.daybook.kernel.app.RejectionKinds;
import java.util.List;
import java.util.Map;

/// How the rejections of cart are shown to callers.
final class CartRejectionKinds implements RejectionKinds {

  @Override
  public List<RejectionKind<?>> kinds() {
    return List.of(
        kind(
            CartNotOpen.class,
            "cart/not-open",
            404,
            "There is no such cart.",
            "Open one with `POST /v1/carts`.",
            it -> "Nobody opened cart %s.".formatted(it.cartId())),
        kind(
            CartAlreadyOpen.class,
            "cart/already-open",
            409,
            "The cart belongs to someone else.",
            "Open another one.",
            it ->
                "Cart %s was opened for someone else or in another currency."
                    .formatted(it.cartId())),
        kind(
            CartAlreadyCheckedOut.class,
            "cart/already-checked-out",
            409,
            "The cart is an order already.",
            "Open another one.",
            it -> "Cart %s is closed.".formatted(it.cartId())),
        kind(
            CartWasAbandoned.class,
            "cart/abandoned",
            409,
            "The cart was left alone for too long.",
            "Open another one.",
            it -> "Cart %s is forgotten.".formatted(it.cartId())),
        kind(
            CartEmpty.class,
            "cart/empty",
            422,
            "There is nothing in the cart.",
            "Put a product in first.",
            it -> "Cart %s is empty.".formatted(it.cartId())),
        kind(
            CartFull.class,
            "cart/full",
            422,
            "The cart holds as many products as it can.",
            "Take something out, or check out and open another one.",
            it ->
                "Cart %s holds at most %d different products.".formatted(it.cartId(), it.limit())),
        kind(
            CartUnitsOutOfRange.class,
            "cart/units-out-of-range",
            422,
            "So many units are not possible.",
            "Ask for 1 to 100,000 units.",
            it -> "%d is no number of units for %s.".formatted(it.units(), it.sku())),
        kind(
            CartCurrencyDiffers.class,
            "cart/currency-differs",
            422,
            "The cart is kept in another currency.",
            "Open a cart in the currency of the product.",
            it -> "Cart %s takes no prices in %s.".formatted(it.cartId(), it.currency())),
        kind(
            CartProductNotOnSale.class,
            "cart/product-not-on-sale",
            404,
            "The product is not on sale.",
            "Look it up with `GET /v1/products`; it may have been delisted.",
            it -> "%s is not on sale.".formatted(it.sku())),
        kind(
                CartPricesChanged.class,
                "cart/prices-changed",
                409,
                "Prices are not those the shopper saw.",
                "Show the `differences`; set those lines again to accept the new prices, and remove what has none.",
                it -> "Prices of %d products changed.".formatted(it.differences().size()))
            .with(it -> Map.of("differences", it.differences())));
  }
}
