package io.daybook.checkout.saga;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.checkout.process.CheckoutProcess;
import io.daybook.checkout.process.CheckoutState.Over;
import io.daybook.checkout.process.CheckoutTimedOut;
import io.daybook.checkout.process.Effect;
import io.daybook.checkout.process.Effect.Ask;
import io.daybook.checkout.process.Effect.Within;
import io.daybook.checkout.process.Step;
import io.daybook.checkout.saga.CheckoutMemory.Deadline;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.payment.event.PaymentEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;

/// Axon's hold on one checkout: hear, step, perform, remember. The rules are in [CheckoutProcess].
final class CheckoutSaga {

  private final CheckoutProcess process;
  private final SagaCommands commands;
  private CheckoutMemory memory;

  CheckoutSaga(CheckoutProcess process, SagaCommands commands, CheckoutMemory memory) {
    this.process = process;
    this.commands = commands;
    this.memory = memory;
  }

  CheckoutMemory memory() {
    return memory;
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "orderId")
  void on(CartCheckedOut event, EventMessage<?> message) {
    hear(event.orderId(), event, message);
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "orderId")
  void on(OrderPlaced event, EventMessage<?> message) {
    hear(event.orderId(), event, message);
  }

  @SagaEventHandler(associationProperty = "orderId")
  void on(OrderEvent event, EventMessage<?> message) {
    hear(event.orderId(), event, message);
  }

  @SagaEventHandler(associationProperty = "orderId")
  void on(ReservationEvent event, EventMessage<?> message) {
    hear(event.orderId(), event, message);
  }

  @SagaEventHandler(associationProperty = "orderId")
  void on(PaymentEvent event, EventMessage<?> message) {
    hear(event.orderId(), event, message);
  }

  @SagaEventHandler(associationProperty = "orderId")
  void on(CheckoutTimedOut timeout, EventMessage<?> message) {
    memory = memory.until(null);
    perform(timeout.orderId(), process.step(memory.state(), timeout), message);
  }

  private void hear(OrderId order, DomainEvent event, EventMessage<?> message) {
    perform(order, process.step(memory.state(), event, message.getTimestamp()), message);
  }

  private void perform(OrderId order, Step step, EventMessage<?> cause) {
    memory = memory.in(step.next());
    Deque<Effect> effects = new ArrayDeque<>(step.effects());
    for (int n = 1; !effects.isEmpty(); n++) {
      switch (effects.removeFirst()) {
        case Within(var time, var limit) ->
            memory = memory.until(new Deadline(cause.getTimestamp().plus(time), limit));
        case Ask(var command) -> {
          // Named after the order and not after the saga's own id, which a redone start would lose.
          String key = "checkout/%s/%s/%d".formatted(order, cause.getIdentifier(), n);
          if (commands.ask(command, "saga checkout", key, cause) instanceof Refused) {
            Step after = process.refused(memory.state(), command);
            memory = memory.in(after.next());
            effects.addAll(after.effects());
          }
        }
      }
    }
    if (memory.state() instanceof Over) {
      SagaLifecycle.end();
    }
  }
}
