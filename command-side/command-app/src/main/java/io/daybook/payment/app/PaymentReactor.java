package io.daybook.payment.app;

import static java.util.stream.Collectors.groupingBy;

import io.daybook.axon.BatchSubscriber;
import io.daybook.axon.MessageKeys;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.app.CommandTables;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the provider for what payments request, and has its answers recorded.
///
/// Payments of one batch are worked on at the same time, what belongs to one payment in order. The
/// bookmark moves when the whole batch is recorded; a crash before that asks again, under the same
/// keys, and the provider and the payment find it done.
final class PaymentReactor implements BatchSubscriber {

  static final String READER = "command.payment.reactor";

  private static final Logger log = LoggerFactory.getLogger(PaymentReactor.class);
  private static final int AT_ONCE = 32;
  private static final long BOOKMARK_EVERY = 1_000;
  private static final long LIMIT_SECONDS = 30;

  private final CommandTables tables;
  private final PaymentProvider provider;
  private final CommandGateway gateway;
  private final ParkedWebhooks parked;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Executor threads = it -> Thread.ofVirtual().name("payment-provider").start(it);
  private long bookmark;

  PaymentReactor(
      CommandTables tables,
      PaymentProvider provider,
      CommandGateway gateway,
      ParkedWebhooks parked) {
    this.tables = tables;
    this.provider = provider;
    this.gateway = gateway;
    this.parked = parked;
  }

  @Override
  public long position() {
    bookmark = tables.positionOf(READER);
    return bookmark;
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long last) {
    Map<OrderId, List<TrackedEventMessage<?>>> payments =
        batch.stream()
            .filter(it -> PaymentEvent.class.isAssignableFrom(it.getPayloadType()))
            .collect(groupingBy(it -> ((PaymentEvent) it.getPayload()).orderId()));
    CompletableFuture.allOf(
            payments.values().stream()
                .map(events -> CompletableFuture.runAsync(() -> inTurn(events), threads))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    if (!payments.isEmpty() || last - bookmark >= BOOKMARK_EVERY) {
      tables.remember(READER, last);
      bookmark = last;
    }
  }

  private void inTurn(List<TrackedEventMessage<?>> events) {
    places.acquireUninterruptibly();
    try {
      for (TrackedEventMessage<?> event : events) {
        react((PaymentEvent) event.getPayload(), event)
            .ifPresent(command -> record(command, event));
      }
    } finally {
      places.release();
    }
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
      log.warn("What the provider answered is refused: {} because of {}", command, rejection);
    }
  }
}
