package io.daybook.payment.command;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.command.Rejection;

/// Why a payment refuses.
public sealed interface PaymentRejection extends Rejection {

  /// Nobody asked for it.
  record PaymentUnknown(OrderId orderId) implements PaymentRejection {}

  /// It was asked for with another amount.
  record PaymentAmountDiffers(OrderId orderId, Money requested) implements PaymentRejection {}

  /// Only a positive amount is paid or given back.
  record PaymentAmountNotPositive(OrderId orderId, Money amount) implements PaymentRejection {}

  /// In its state the payment can't do that.
  record PaymentStateForbids(OrderId orderId, String state, String wish)
      implements PaymentRejection {}

  /// More would go back than was captured and not yet given back.
  record RefundExceedsCaptured(OrderId orderId, Money amount, Money refundable)
      implements PaymentRejection {}
}
