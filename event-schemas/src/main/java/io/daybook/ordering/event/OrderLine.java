package io.daybook.ordering.event;

import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;

/// One line of an order or of a credit note.
///
/// @param number its place in the document, counted from 1
/// @param kind whether stock stands behind it
/// @param sku what was sold; for a service the code of the service
/// @param description as it read at that time, may be empty
/// @param units at least 1
/// @param unitPrice price of one unit, never negative
public record OrderLine(
    int number, LineKind kind, Sku sku, String description, int units, Money unitPrice) {

  /// Units times unit price.
  public Money amount() {
    return unitPrice.times(units);
  }

  /// Goods need stock, services (postage, discounts, vouchers) do not.
  public enum LineKind {
    GOODS,
    SERVICE
  }
}
