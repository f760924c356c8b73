package io.daybook.kernel.domain;

import io.daybook.kernel.Money;

/// What the price of one unit may be. With the limits on units and lines, no total overflows.
public final class UnitPrice {

  /// The highest, in minor units of its currency.
  public static final long HIGHEST_MINOR = 1_000_000_000;

  private UnitPrice() {}

  /// Whether `price` is below zero or above [#HIGHEST_MINOR].
  public static boolean isOutOfRange(Money price) {
    return price.isNegative() || price.minor() > HIGHEST_MINOR;
  }
}
