package io.daybook.payment.event;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.StreamId;

/// Everything that can have happened to the one payment of an order.
///
/// A *requested* event asks the provider for something; what the provider answered is the event
/// after it. So a crash between the two asks again, under the same idempotency key.
public sealed interface PaymentEvent extends DomainEvent {

  /// The stream type of payments.
  String STREAM_TYPE = "payment";

  OrderId orderId();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, orderId());
  }

  /// The provider is asked to hold the money.
  ///
  /// @param amount to authorize, positive
  /// @param paymentToken what the payment provider gave the shopper for their card
  @EventName("payment.requested")
  record PaymentRequested(OrderId orderId, Money amount, String paymentToken)
      implements PaymentEvent {}

  /// The provider holds the money for us.
  ///
  /// @param providerReference the provider's own name for the payment
  @EventName("payment.authorized")
  record PaymentAuthorized(OrderId orderId, Money amount, String providerReference)
      implements PaymentEvent {}

  @EventName("payment.declined")
  record PaymentDeclined(OrderId orderId, String reason) implements PaymentEvent {}

  @EventName("payment.capture-requested")
  record CaptureRequested(OrderId orderId, Money amount, String providerReference)
      implements PaymentEvent {}

  /// The money is ours.
  @EventName("payment.captured")
  record PaymentCaptured(OrderId orderId, Money amount) implements PaymentEvent {}

  /// The provider is asked to let go of whatever it holds or will come to hold.
  @EventName("payment.void-requested")
  record VoidRequested(OrderId orderId) implements PaymentEvent {}

  /// Nothing is held any more.
  @EventName("payment.voided")
  record PaymentVoided(OrderId orderId) implements PaymentEvent {}

  @EventName("payment.refund-requested")
  record RefundRequested(OrderId orderId, RefundId refundId, Money amount, String providerReference)
      implements PaymentEvent {}

  /// The money is the shopper's again.
  @EventName("payment.refunded")
  record PaymentRefunded(OrderId orderId, RefundId refundId, Money amount)
      implements PaymentEvent {}
}
