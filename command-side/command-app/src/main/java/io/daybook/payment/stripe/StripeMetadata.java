package io.daybook.payment.stripe;

import com.stripe.model.StripeError;
import org.jspecify.annotations.Nullable;

/// What we write on what is Stripe's, and read again when a webhook brings it.
final class StripeMetadata {

  static final String ORDER = "daybook_order";

  /// The idempotency key, which is the id of the event that asked for it.
  static final String KEY = "daybook_key";

  private StripeMetadata() {}

  /// Why a card was declined, in words for the shopper.
  static String reason(@Nullable StripeError error) {
    return error == null || error.getMessage() == null
        ? "The card was declined."
        : error.getMessage();
  }
}
