package io.daybook.checkout.process;

/// What a checkout doesn't wait for longer than it has to.
public enum Limit {
  /// The shopper's money.
  PAYMENT,
  /// The end of a promise of stock that nobody paid for.
  RESERVATION
}
