package io.daybook.checkout.process;

import io.daybook.checkout.process.Effect.Within;
import java.time.Duration;

/// How long a checkout waits.
///
/// @param payment for the shopper's money
/// @param reservation for an order that holds stock and isn't confirmed yet
public record CheckoutLimits(Duration payment, Duration reservation) {

  /// The limit that ends first for an order that waits for money: a second one would find its work
  /// done.
  Within whilePaying(Terms terms) {
    return terms.goods() && reservation.compareTo(payment) < 0
        ? new Within(reservation, Limit.RESERVATION)
        : new Within(payment, Limit.PAYMENT);
  }
}
