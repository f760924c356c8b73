package io.daybook.payment.app;

import io.daybook.kernel.command.Rejection;
import io.daybook.payment.command.PaymentCommand;

/// The provider says of a payment what, by our rules, can't be: its books and ours differ, and
/// somebody has to look. Trying again doesn't help.
final class ProviderContradictedException extends RuntimeException {

  ProviderContradictedException(PaymentCommand told, Rejection because) {
    super(
        "%s of %s is refused: %s"
            .formatted(told.getClass().getSimpleName(), told.orderId(), because));
  }
}
