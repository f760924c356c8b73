package io.daybook.catalog.command;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Rejection;

/// Why a product refuses.
public sealed interface ProductRejection extends Rejection {

  /// No such product is on sale.
  record ProductNotListed(Sku sku) implements ProductRejection {}

  /// A product of this sku is on sale already, with other words or another price.
  record ProductAlreadyListed(Sku sku) implements ProductRejection {}

  /// A price is 0 to 1,000,000,000 minor units, so that no order's total overflows.
  record PriceOutOfRange(Sku sku, Money price) implements ProductRejection {}

  /// A product keeps the currency it was listed in.
  record PriceCurrencyDiffers(Sku sku, Currency listed) implements ProductRejection {}
}
