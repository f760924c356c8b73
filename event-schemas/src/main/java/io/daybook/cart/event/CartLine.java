package io.daybook.cart.event;

import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;

/// One product in a cart as the shopper saw it.
///
/// @param units at least 1
/// @param unitPrice list price of one unit when the line was set
public record CartLine(Sku sku, String name, int units, Money unitPrice) {

  /// Units times unit price.
  public Money amount() {
    return unitPrice.times(units);
  }
}
