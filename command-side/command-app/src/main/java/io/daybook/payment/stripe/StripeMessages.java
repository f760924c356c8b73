package io.daybook.payment.stripe;

import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.model.Event;
import com.stripe.model.EventDataObjectDeserializer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.payment.app.PaymentWebhook;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads Stripe's events as what any provider may tell. Thread-safe.
final class StripeMessages {

  private static final Logger log = LoggerFactory.getLogger(StripeMessages.class);

  private final RequestedRefunds requested;

  StripeMessages(RequestedRefunds requested) {
    this.requested = requested;
  }

  /// What `event` tells about one of our payments; empty when it tells nothing that we keep.
  ///
  /// @throws EventDataObjectDeserializationException when it is no object of Stripe's
  Optional<PaymentWebhook> read(Event event) throws EventDataObjectDeserializationException {
    return switch (event.getType()) {
      case "payment_intent.amount_capturable_updated",
          "payment_intent.payment_failed",
          "payment_intent.canceled",
          "payment_intent.succeeded" ->
          object(event) instanceof PaymentIntent intent
              ? order(intent.getMetadata()).flatMap(it -> read(event.getType(), it, intent))
              : Optional.empty();
      case "refund.created", "refund.updated", "refund.failed", "charge.refund.updated" ->
          object(event) instanceof Refund refund
              ? order(refund.getMetadata()).flatMap(it -> read(it, refund))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<PaymentWebhook> read(String type, OrderId order, PaymentIntent intent) {
    return switch (type) {
      case "payment_intent.amount_capturable_updated" ->
          // Stripe tells so of an amount that became nothing too.
          intent.getStatus().equals("requires_capture")
              ? about(
                  "payment.authorized",
                  new PaymentWebhook.Data(
                      order,
                      intent.getId(),
                      money(intent.getAmountCapturable(), intent),
                      null,
                      null))
              : Optional.empty();
      case "payment_intent.payment_failed" ->
          about(
              "payment.declined",
              new PaymentWebhook.Data(
                  order, null, null, StripeMetadata.reason(intent.getLastPaymentError()), null));
      case "payment_intent.canceled" ->
          about("payment.voided", new PaymentWebhook.Data(order, null, null, null, null));
      case "payment_intent.succeeded" ->
          about(
              "payment.captured",
              new PaymentWebhook.Data(
                  order, null, money(intent.getAmountReceived(), intent), null, null));
      default -> Optional.empty();
    };
  }

  private Optional<PaymentWebhook> read(OrderId order, Refund refund) {
    if (refund.getStatus().equals("failed")) {
      log.error(
          "Stripe's refund {} for order {} failed, the money is with us again: {}",
          refund.getId(),
          order,
          refund.getFailureReason());
    }
    String key = refund.getMetadata().get(StripeMetadata.KEY);
    if (key == null || !refund.getStatus().equals("succeeded")) {
      return Optional.empty();
    }
    return requested.under(key, order).flatMap(it -> refunded(order, it));
  }

  private static Optional<PaymentWebhook> refunded(OrderId order, RefundId refund) {
    return about("payment.refunded", new PaymentWebhook.Data(order, null, null, null, refund));
  }

  private static Optional<PaymentWebhook> about(String type, PaymentWebhook.Data data) {
    return Optional.of(new PaymentWebhook(type, data));
  }

  private static Money money(long minor, PaymentIntent intent) {
    return StripeAmounts.money(minor, intent.getCurrency());
  }

  /// The account may have payments that are not ours.
  private static Optional<OrderId> order(@Nullable Map<String, String> metadata) {
    return Optional.ofNullable(metadata).map(it -> it.get(StripeMetadata.ORDER)).map(OrderId::new);
  }

  /// The endpoint may be set to another version of the API than the library's; what we read is the
  /// same in all of them.
  private static StripeObject object(Event event) throws EventDataObjectDeserializationException {
    EventDataObjectDeserializer data = event.getDataObjectDeserializer();
    Optional<StripeObject> object = data.getObject();
    return object.isPresent() ? object.get() : data.deserializeUnsafe();
  }
}
