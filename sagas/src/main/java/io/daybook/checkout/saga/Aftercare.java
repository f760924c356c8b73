package io.daybook.checkout.saga;

import io.daybook.axon.SequencedReader;
import io.daybook.checkout.process.AftercarePolicy;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.event.OrderEvent;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// Sends what [AftercarePolicy] calls for; the order is the sequence. Thread-safe.
final class Aftercare implements SequencedReader.Work {

  private final SagaCommands commands;

  Aftercare(SagaCommands commands) {
    this.commands = commands;
  }

  @Override
  public @Nullable String sequenceOf(TrackedEventMessage<?> event) {
    return AftercarePolicy.HEARS.contains(event.getPayloadType())
            && event instanceof DomainEventMessage<?> it
        ? StreamId.parse(it.getAggregateIdentifier()).id()
        : null;
  }

  @Override
  public void take(TrackedEventMessage<?> message) {
    OrderEvent event = (OrderEvent) message.getPayload();
    int n = 0;
    for (Command command : AftercarePolicy.react(event)) {
      n++;
      String key = "aftercare/%s/%s/%d".formatted(event.orderId(), message.getIdentifier(), n);
      commands.ask(command, "policy aftercare", key, message);
    }
  }
}
