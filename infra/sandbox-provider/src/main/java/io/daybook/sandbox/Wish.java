package io.daybook.sandbox;

import org.jspecify.annotations.Nullable;

/// What a caller asks for.
///
/// @param orderId what the caller calls the payment
/// @param amount absent when all of it is meant
/// @param paymentToken the card's number; only for authorizations
record Wish(String orderId, @Nullable Amount amount, @Nullable String paymentToken) {

  /// @param minor units, such as pence
  record Amount(long minor, String currency) {}
}
