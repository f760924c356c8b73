package io.daybook.payment.stripe;

import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import io.daybook.kernel.app.CommandFailures;
import io.daybook.kernel.app.CommandJson;
import io.daybook.payment.app.PaymentWebhook;
import io.daybook.payment.app.WebhookEndpoint;
import io.daybook.payment.app.WebhookInbox;
import io.daybook.payment.app.WebhookInbox.Outcome;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what Stripe tells: whose signature fits, and is fresh, goes to the inbox under the id of
/// the event. Thread-safe.
final class StripeWebhooks {

  private static final Logger log = LoggerFactory.getLogger(StripeWebhooks.class);

  private final StripeSettings settings;
  private final StripeMessages messages;
  private final WebhookInbox inbox;

  StripeWebhooks(StripeSettings settings, StripeMessages messages, WebhookInbox inbox) {
    this.settings = settings;
    this.messages = messages;
    this.inbox = inbox;
  }

  /// @param signature the header `Stripe-Signature`
  /// @throws ProblemException when signature or content is wrong, or it can't be taken for now
  Outcome take(String body, String signature) {
    Event event = event(body, signature);
    Optional<PaymentWebhook> webhook = webhook(event);
    if (webhook.isEmpty()) {
      return Outcome.IGNORED;
    }
    try {
      return inbox.take(
          StripePaymentProvider.NAME,
          event.getId(),
          webhook.get(),
          CommandJson.mapper().writeValueAsString(webhook.get()));
    } catch (RuntimeException failed) {
      throw new ProblemException(CommandFailures.problemOf(failed));
    }
  }

  private Event event(String body, String signature) {
    try {
      Event event =
          Webhook.constructEvent(
              body, signature, settings.webhookSecret(), settings.webhookTolerance().toSeconds());
      if (event.getId() != null && event.getType() != null) {
        return event;
      }
    } catch (SignatureVerificationException forged) {
      throw new ProblemException(
          WebhookEndpoint.SIGNATURE_INVALID.saying("The signature does not fit, or is too old."));
    } catch (RuntimeException odd) {
      // The library's JSON reader throws what it likes.
      log.info("A signed message of Stripe's can't be read: {}", odd.toString());
    }
    throw new ProblemException(RequestProblems.INVALID.saying("This is no event of Stripe's."));
  }

  private Optional<PaymentWebhook> webhook(Event event) {
    try {
      return messages.read(event);
    } catch (EventDataObjectDeserializationException odd) {
      throw new ProblemException(
          RequestProblems.INVALID.saying("The event can't be read: " + odd.getMessage()));
    }
  }
}
