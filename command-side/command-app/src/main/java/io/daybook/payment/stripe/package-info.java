/// Stripe as payment provider: its API behind the port [io.daybook.payment.app.PaymentProvider],
/// its webhooks in front of the inbox. See `docs/payments.md`.
@NullMarked
package io.daybook.payment.stripe;

import org.jspecify.annotations.NullMarked;
