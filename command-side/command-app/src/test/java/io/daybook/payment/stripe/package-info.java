/// Stripe's adapter against a simulated Stripe on loopback.
@NullMarked
package io.daybook.payment.stripe;

import org.jspecify.annotations.NullMarked;
