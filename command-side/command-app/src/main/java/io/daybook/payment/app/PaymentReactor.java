package io.daybook.payment.app;

import io.daybook.axon.MessageKeys;
import io.daybook.axon.SequencedReader;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.payment.app.PaymentProvider.Answer.Authorized;
import io.daybook.payment.app.PaymentProvider.Answer.Declined;
import io.daybook.payment.app.PaymentProvider.Answer.Silence;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RecordDecline;
import io.daybook.payment.command.PaymentCommand.RecordRefund;
import io.daybook.payment.command.PaymentCommand.RecordVoid;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentDeclined;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// Asks the provider for what payments request, and has its answers recorded; the order is the
/// sequence. After a crash it asks again, under the same keys, and the provider and the payment
/// find it done. Thread-safe.
final class PaymentReactor implements SequencedReader.Work {

  static final String READER = "command.payment.reactor";

  private static final long LIMIT_SECONDS = 30;

  private final PaymentProvider provider;
  private final CommandGateway gateway;
  private final ParkedWebhooks parked;

  PaymentReactor(PaymentProvider provider, CommandGateway gateway, ParkedWebhooks parked) {
    this.provider = provider;
    this.gateway = gateway;
    this.parked = parked;
  }

  @Override
  public @Nullable String sequenceOf(TrackedEventMessage<?> event) {
    return PaymentEvent.class.isAssignableFrom(event.getPayloadType())
            && event instanceof DomainEventMessage<?> it
        ? StreamId.parse(it.getAggregateIdentifier()).id()
        : null;
  }

  @Override
  public void take(TrackedEventMessage<?> event) {
    react((PaymentEvent) event.getPayload(), event).ifPresent(command -> record(command, event));
  }

  private Optional<PaymentCommand> react(PaymentEvent event, TrackedEventMessage<?> message) {
    String key = message.getIdentifier();
    return switch (event) {
      case PaymentRequested(var order, var amount, var token) -> {
        Optional<PaymentCommand> answer =
            switch (provider.authorize(key, order, amount, token)) {
              case Authorized(var reference) ->
                  Optional.of(new RecordAuthorization(order, amount, reference));
              case Declined(var reason) -> Optional.of(new RecordDecline(order, reason));
              case Silence _ -> Optional.empty();
            };
        parked.release(order);
        yield answer;
      }
      case CaptureRequested(var order, var amount, var reference) -> {
        provider.capture(key, order, amount, reference);
        yield Optional.of(new RecordCapture(order, amount));
      }
      case VoidRequested(var order) -> {
        provider.release(key, order);
        yield Optional.of(new RecordVoid(order));
      }
      case RefundRequested(var order, var refund, var amount, var reference) -> {
        provider.refund(key, order, amount, reference);
        yield Optional.of(new RecordRefund(order, refund));
      }
      case PaymentAuthorized _,
          PaymentDeclined _,
          PaymentCaptured _,
          PaymentVoided _,
          PaymentRefunded _ ->
          Optional.empty();
    };
  }

  private void record(PaymentCommand command, TrackedEventMessage<?> cause) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put(MessageKeys.IDEMPOTENCY_KEY, "payment/" + cause.getIdentifier());
    metadata.put(
        MessageKeys.CORRELATION_ID,
        cause.getMetaData().getOrDefault(MessageKeys.CORRELATION_ID, cause.getIdentifier()));
    metadata.put(MessageKeys.ACTOR, "provider/" + provider.name());
    Answer answer =
        gateway
            .<Answer>send(new GenericCommandMessage<>(command, metadata))
            .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
            .join();
    if (answer instanceof Refused(var rejection)) {
      throw new ProviderContradictedException(command, rejection);
    }
  }
}
