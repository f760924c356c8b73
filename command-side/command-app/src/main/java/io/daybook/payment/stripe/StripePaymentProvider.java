package io.daybook.payment.stripe;

import static io.daybook.payment.stripe.StripeCalls.failure;
import static io.daybook.payment.stripe.StripeCalls.once;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.PaymentIntentService;
import com.stripe.service.RefundService;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.payment.app.PaymentProvider;
import io.daybook.payment.app.PaymentProvider.Answer.Authorized;
import io.daybook.payment.app.PaymentProvider.Answer.Declined;
import io.daybook.payment.app.PaymentProvider.Answer.Silence;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stripe's payment intents, captured by hand. Thread-safe.
///
/// The intent is made, its reference stored, and only then is it confirmed with the shopper's
/// payment method: an intent that we lost sight of in between holds no money, and one that holds
/// money is one that we can let go of.
final class StripePaymentProvider implements PaymentProvider {

  static final String NAME = "stripe";

  private static final long MOST_REFUNDS_OF_ONE_PAYMENT = 100;

  private final PaymentIntentService paymentIntents;
  private final RefundService refunds;
  private final StripeIntents intents;

  StripePaymentProvider(StripeClient client, StripeIntents intents) {
    this.paymentIntents = client.v1().paymentIntents();
    this.refunds = client.v1().refunds();
    this.intents = intents;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer authorize(String key, OrderId order, Money amount, String paymentToken) {
    try {
      Optional<String> known = intents.of(order);
      PaymentIntent intent =
          known.isPresent() ? paymentIntents.retrieve(known.get()) : prepared(key, order, amount);
      return isUntouched(intent) ? confirmed(key, intent.getId(), paymentToken) : answer(intent);
    } catch (StripeException failed) {
      throw failure("hold the money", order, failed);
    }
  }

  @Override
  public void capture(String key, OrderId order, Money amount, String reference) {
    PaymentIntentCaptureParams params =
        PaymentIntentCaptureParams.builder().setAmountToCapture(amount.minor()).build();
    try {
      once(
          key,
          options -> paymentIntents.capture(reference, params, options),
          () ->
              Optional.of(paymentIntents.retrieve(reference))
                  .filter(it ->
                      it.getStatus().equals("succeeded")
                          && it.getAmountReceived() == amount.minor()));
    } catch (StripeException failed) {
      throw failure("take the money", order, failed);
    }
  }

  @Override
  public void release(String key, OrderId order) {
    Optional<String> intent = intents.of(order);
    if (intent.isEmpty()) {
      return;
    }
    try {
      once(
          key,
          options ->
              paymentIntents.cancel(
                  intent.get(), PaymentIntentCancelParams.builder().build(), options),
          () ->
              Optional.of(paymentIntents.retrieve(intent.get()))
                  .filter(it -> it.getStatus().equals("canceled")));
    } catch (StripeException failed) {
      throw failure("let go of the money", order, failed);
    }
  }

  /// Unlike an intent a refund has no state that forbids a second one, and a key may be forgotten
  /// before an operator sends a payment on its way again: so it looks first.
  @Override
  public void refund(String key, OrderId order, Money amount, String reference) {
    RefundCreateParams params =
        RefundCreateParams.builder()
            .setPaymentIntent(reference)
            .setAmount(amount.minor())
            .putMetadata(StripeMetadata.ORDER, order.value())
            .putMetadata(StripeMetadata.KEY, key)
            .build();
    try {
      Optional<Refund> before = refundUnder(key, reference);
      Refund refund =
          before.isPresent()
              ? before.get()
              : once(
                  key,
                  options -> refunds.create(params, options),
                  () -> refundUnder(key, reference));
      if (refund.getStatus().equals("failed") || refund.getStatus().equals("canceled")) {
        throw new IllegalStateException(
            "Stripe's refund %s for order %s is %s: %s"
                .formatted(refund.getId(), order, refund.getStatus(), refund.getFailureReason()));
      }
    } catch (StripeException failed) {
      throw failure("give the money back", order, failed);
    }
  }

  private PaymentIntent prepared(String key, OrderId order, Money amount) throws StripeException {
    PaymentIntentCreateParams params =
        PaymentIntentCreateParams.builder()
            .setAmount(amount.minor())
            .setCurrency(StripeAmounts.code(amount))
            .setCaptureMethod(CaptureMethod.MANUAL)
            .addPaymentMethodType("card")
            .putMetadata(StripeMetadata.ORDER, order.value())
            .putMetadata(StripeMetadata.KEY, key)
            .build();
    PaymentIntent intent =
        once(key, options -> paymentIntents.create(params, options), Optional::empty);
    intents.remember(order, key, intent.getId());
    return intent;
  }

  private Answer confirmed(String key, String intent, String paymentToken) throws StripeException {
    PaymentIntentConfirmParams params =
        PaymentIntentConfirmParams.builder().setPaymentMethod(paymentToken).build();
    try {
      return answer(
          once(
              key + "/confirm",
              options -> paymentIntents.confirm(intent, params, options),
              () -> Optional.of(paymentIntents.retrieve(intent)).filter(it -> !isUntouched(it))));
    } catch (CardException declined) {
      return declined(declined.getStripeError());
    } catch (InvalidRequestException refused) {
      if ("payment_method".equals(refused.getParam())) {
        // The shopper named something that is no payment method.
        return declined(refused.getStripeError());
      }
      throw refused;
    } catch (ApiConnectionException away) {
      if (away.getCause() instanceof SocketTimeoutException) {
        // It may hold the money or not: a webhook tells, or the order's time runs out.
        return new Silence();
      }
      throw away;
    }
  }

  private Optional<Refund> refundUnder(String key, String reference) throws StripeException {
    RefundListParams ofThisPayment =
        RefundListParams.builder()
            .setPaymentIntent(reference)
            .setLimit(MOST_REFUNDS_OF_ONE_PAYMENT)
            .build();
    return refunds.list(ofThisPayment).getData().stream()
        .filter(it -> key.equals(it.getMetadata().get(StripeMetadata.KEY)))
        .findFirst();
  }

  /// A card that was declined leaves the intent as it was made, but for the error.
  private static boolean isUntouched(PaymentIntent intent) {
    return intent.getStatus().equals("requires_payment_method")
        && intent.getLastPaymentError() == null;
  }

  private static Answer answer(PaymentIntent intent) {
    return switch (intent.getStatus()) {
      case "requires_capture", "succeeded" -> new Authorized(intent.getId());
      case "requires_payment_method" -> declined(intent.getLastPaymentError());
      // The shopper has to do something, the bank takes its time, or we let go of it already.
      default -> new Silence();
    };
  }

  private static Declined declined(@Nullable StripeError error) {
    return new Declined(StripeMetadata.reason(error));
  }
}
