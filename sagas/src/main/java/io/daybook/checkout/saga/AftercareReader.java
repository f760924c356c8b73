package io.daybook.checkout.saga;

import io.daybook.axon.BatchSubscriber;
import io.daybook.checkout.process.AftercarePolicy;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.event.OrderEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Sends what [AftercarePolicy] calls for, in order for each order, and remembers only how far it
/// has come.
final class AftercareReader implements BatchSubscriber {

  private final SagaCommands commands;
  private final ReaderPosition reader;
  private final Lanes lanes;

  AftercareReader(SagaCommands commands, ReaderPosition reader, Lanes lanes) {
    this.commands = commands;
    this.reader = reader;
    this.lanes = lanes;
  }

  @Override
  public long position() {
    return reader.position();
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long position) {
    Map<String, List<EventMessage<?>>> heard = new LinkedHashMap<>();
    for (TrackedEventMessage<?> event : batch) {
      if (AftercarePolicy.HEARS.contains(event.getPayloadType())) {
        OrderEvent about = (OrderEvent) event.getPayload();
        heard.computeIfAbsent(about.orderId().value(), _ -> new ArrayList<>()).add(event);
      }
    }
    if (heard.isEmpty()) {
      reader.pass(position);
      return;
    }
    lanes.run(
        heard.values().stream()
            .<Runnable>map(events -> () -> events.forEach(this::react))
            .toList());
    reader.advance(position);
  }

  private void react(EventMessage<?> message) {
    OrderEvent event = (OrderEvent) message.getPayload();
    int n = 0;
    for (Command command : AftercarePolicy.react(event)) {
      n++;
      String key = "aftercare/%s/%s/%d".formatted(event.orderId(), message.getIdentifier(), n);
      commands.ask(command, "policy aftercare", key, message);
    }
  }
}
