package io.daybook.payment.app;

import io.daybook.axon.MessageKeys;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentRejection.PaymentUnknown;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what providers tell, once each. Safe for all threads.
///
/// A message needs no memory of its own: recording an answer twice is recording it once, which is
/// the payment's own rule. What comes before the payment is parked.
public final class WebhookInbox {

  private static final Logger log = LoggerFactory.getLogger(WebhookInbox.class);
  private static final long LIMIT_SECONDS = 30;

  private final CommandGateway gateway;
  private final ParkedWebhooks parked;

  WebhookInbox(CommandGateway gateway, ParkedWebhooks parked) {
    this.gateway = gateway;
    this.parked = parked;
  }

  /// Has `webhook` recorded, or parks it.
  public Outcome take(String provider, String webhookId, PaymentWebhook webhook, String body) {
    PaymentCommand command = webhook.command();
    Answer answer = send(provider, webhookId, command);
    if (answer instanceof Refused(PaymentUnknown _)) {
      parked.park(provider, webhookId, command.orderId(), body);
      // The payment may have appeared between the refusal and the parking.
      return send(provider, webhookId, command) instanceof Refused(PaymentUnknown _)
          ? Outcome.PARKED
          : taken(webhookId);
    }
    if (answer instanceof Refused(var rejection)) {
      log.warn("What {} told is refused: {} because of {}", provider, command, rejection);
    }
    return answer instanceof Answer.Done done && done.position() == 0
        ? Outcome.REPEATED
        : Outcome.APPLIED;
  }

  private Outcome taken(String webhookId) {
    parked.forget(webhookId);
    return Outcome.APPLIED;
  }

  private Answer send(String provider, String webhookId, PaymentCommand command) {
    return gateway
        .<Answer>send(
            new GenericCommandMessage<>(
                command,
                Map.of(
                    MessageKeys.ACTOR, "provider/" + provider,
                    MessageKeys.CORRELATION_ID, "webhook/" + webhookId)))
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /// What became of a message.
  public enum Outcome {
    APPLIED,
    PARKED,
    REPEATED,
    /// It says nothing that we keep.
    IGNORED
  }
}
