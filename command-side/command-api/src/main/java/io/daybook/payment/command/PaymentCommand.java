package io.daybook.payment.command;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Repeatable;
import io.daybook.payment.event.PaymentEvent;

/// Everything that can be asked of the one payment of an order.
public sealed interface PaymentCommand extends Repeatable {

  OrderId orderId();

  @Override
  default StreamId stream() {
    return StreamId.of(PaymentEvent.STREAM_TYPE, orderId());
  }

  /// Ask the provider to hold the money.
  record RequestPayment(OrderId orderId, Money amount, String paymentToken)
      implements PaymentCommand {}

  /// The provider holds the money, perhaps too late.
  record RecordAuthorization(OrderId orderId, Money amount, String providerReference)
      implements PaymentCommand {}

  record RecordDecline(OrderId orderId, String reason) implements PaymentCommand {}

  /// Take the money that is held.
  record CapturePayment(OrderId orderId) implements PaymentCommand {}

  record RecordCapture(OrderId orderId, Money amount) implements PaymentCommand {}

  /// Undo the payment, whatever became of it: forget it, let go of what is held, or give back what
  /// was taken.
  record VoidPayment(OrderId orderId) implements PaymentCommand {}

  record RecordVoid(OrderId orderId) implements PaymentCommand {}

  /// Give part or all of the money back; what was only held is let go of instead.
  record RefundPayment(OrderId orderId, RefundId refundId, Money amount)
      implements PaymentCommand {}

  record RecordRefund(OrderId orderId, RefundId refundId) implements PaymentCommand {}
}
