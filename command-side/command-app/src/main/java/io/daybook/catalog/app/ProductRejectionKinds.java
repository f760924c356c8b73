package io.daybook.catalog.app;

import static io.daybook.kernel.app.RejectionKind.kind;

import io.daybook.catalog.command.ProductRejection.PriceCurrencyDiffers;
import io.daybook.catalog.command.ProductRejection.PriceOutOfRange;
import io.daybook.catalog.command.ProductRejection.ProductAlreadyListed;
import io.daybook.catalog.command.ProductRejection.ProductNotListed;
import io.daybook.kernel.app.RejectionKind;
import io.daybook.kernel.app.RejectionKinds;
import java.util.List;

/// How the rejections of catalog are shown to callers.
final class ProductRejectionKinds implements RejectionKinds {

  @Override
  public List<RejectionKind<?>> kinds() {
    return List.of(
        kind(
            ProductNotListed.class,
            "catalog/not-listed",
            404,
            "The product is not on sale.",
            "List it first.",
            it -> "Nothing is on sale as %s.".formatted(it.sku())),
        kind(
            ProductAlreadyListed.class,
            "catalog/already-listed",
            409,
            "The product is on sale already.",
            "Revise its texts or change its price instead.",
            it -> "%s is on sale already, with other words or another price.".formatted(it.sku())),
        kind(
            PriceOutOfRange.class,
            "catalog/price-out-of-range",
            422,
            "The price is out of range.",
            "Name a price from 0 to 1,000,000,000 minor units.",
            it -> "%d is no price for %s.".formatted(it.price().minor(), it.sku())),
        kind(
            PriceCurrencyDiffers.class,
            "catalog/currency-differs",
            422,
            "The product is sold in another currency.",
            "Name the price in the currency it was listed in.",
            it -> "%s is sold in %s.".formatted(it.sku(), it.listed())));
  }
}
