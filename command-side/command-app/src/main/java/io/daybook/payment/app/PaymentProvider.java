package io.daybook.payment.app;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;

/// Whoever holds and moves the money. Outside of our system: it answers late, twice or never.
///
/// Every call carries an idempotency key of ours; the same key is the same call, and has the same
/// effect once. Safe for all threads; a call may take seconds.
public interface PaymentProvider {

  /// Its name in webhook paths.
  String name();

  /// Hold the money.
  Answer authorize(String key, OrderId order, Money amount, String paymentToken);

  /// Take the money that is held.
  void capture(String key, OrderId order, Money amount, String reference);

  /// Let go of whatever is held; nothing held is no mistake.
  void release(String key, OrderId order);

  /// Give back part or all of what was taken.
  void refund(String key, OrderId order, Money amount, String reference);

  /// What it says at once to a wish to hold money.
  sealed interface Answer {

    /// It holds the money.
    record Authorized(String reference) implements Answer {}

    /// It does not, and will not.
    record Declined(String reason) implements Answer {}

    /// It says nothing, for now or for ever; a webhook may tell.
    record Silence() implements Answer {}
  }
}
