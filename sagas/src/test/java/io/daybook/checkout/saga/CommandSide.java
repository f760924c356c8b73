package io.daybook.checkout.saga;

import io.daybook.axon.MessageKeys;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.checkout.process.SimulatedShop;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RefundPayment;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.axonframework.commandhandling.AsynchronousCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.AxonTransientException;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/// A command bus, the real rules and a log in memory; it writes down what it was asked.
final class CommandSide implements AutoCloseable {

  private static final List<Class<? extends Command>> ASKED_BY_SAGAS =
      List.of(
          PlaceOrder.class,
          ConfirmOrder.class,
          RejectOrder.class,
          ReserveStock.class,
          ReleaseReservation.class,
          ShipReservation.class,
          AdjustStock.class,
          RequestPayment.class,
          CapturePayment.class,
          VoidPayment.class,
          RefundPayment.class,
          AbandonCart.class);

  final List<CommandMessage<?>> asked = new CopyOnWriteArrayList<>();
  final EmbeddedEventStore log =
      EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine(1)).build();

  private final CommandBus bus;
  private final SimulatedShop shop = new SimulatedShop();
  private final Map<StreamId, Long> versions = new HashMap<>();
  private volatile Predicate<Command> down = _ -> false;
  private volatile Predicate<Command> mistaken = _ -> false;

  CommandSide() {
    this(AsynchronousCommandBus.builder().build());
  }

  CommandSide(CommandBus bus) {
    this.bus = bus;
    ASKED_BY_SAGAS.forEach(type -> bus.subscribe(type.getName(), this::handle));
  }

  CommandGateway gateway() {
    return DefaultCommandGateway.builder().commandBus(bus).build();
  }

  /// From now on commands like these fail before they have an effect.
  void breakDown(Predicate<Command> commands) {
    down = commands;
  }

  /// From now on commands like these run into a mistake in the command side.
  void fail(Predicate<Command> commands) {
    mistaken = commands;
  }

  List<Command> asked() {
    return asked.stream().map(it -> (Command) it.getPayload()).toList();
  }

  List<String> keysOf(Class<? extends Command> type) {
    return asked.stream()
        .filter(it -> type.isInstance(it.getPayload()))
        .map(it -> (String) it.getMetaData().get(MessageKeys.IDEMPOTENCY_KEY))
        .toList();
  }

  List<DomainEvent> events() {
    return log.openStream(null)
        .asStream()
        .limit(size())
        .map(it -> (DomainEvent) it.getPayload())
        .toList();
  }

  /// What anybody but the sagas asks.
  synchronized Answer tell(Command command) {
    int before = shop.log.size();
    Answer answer = shop.ask(command);
    append(List.copyOf(shop.log.subList(before, shop.log.size())));
    return answer;
  }

  /// Lets this happen, whatever the rules say.
  synchronized void happen(DomainEvent event) {
    int before = shop.log.size();
    shop.append(event);
    append(List.copyOf(shop.log.subList(before, shop.log.size())));
  }

  @Override
  public void close() {
    log.shutDown();
  }

  private synchronized long size() {
    return shop.log.size();
  }

  private synchronized Answer handle(CommandMessage<?> message) {
    Command command = (Command) message.getPayload();
    asked.add(message);
    if (CurrentUnitOfWork.get().parent().isPresent()) {
      throw new AssertionError(command + " is nested in another unit of work");
    }
    if (down.test(command)) {
      throw new AxonTransientException("The command side is down") {};
    }
    if (mistaken.test(command)) {
      throw new IllegalStateException("A mistake in the rules");
    }
    if (command instanceof AbandonCart) {
      return new Done(command.stream(), 0, 0);
    }
    int before = shop.log.size();
    String key =
        (String) Objects.requireNonNull(message.getMetaData().get(MessageKeys.IDEMPOTENCY_KEY));
    Answer answer = shop.ask(key, command);
    append(List.copyOf(shop.log.subList(before, shop.log.size())));
    return answer;
  }

  private void append(List<DomainEvent> events) {
    List<EventMessage<?>> messages = new ArrayList<>();
    for (DomainEvent event : events) {
      StreamId stream = event.stream();
      long sequence = versions.merge(stream, 1L, Long::sum) - 1;
      messages.add(
          new GenericDomainEventMessage<>(stream.type(), stream.toString(), sequence, event));
    }
    log.publish(messages);
    events.forEach(this::answerAsProvider);
  }

  private void answerAsProvider(DomainEvent event) {
    List<PaymentCommand> answers =
        switch (event) {
          case PaymentRequested(var id, var amount, var token) when token.equals("card") ->
              List.of(new RecordAuthorization(id, amount, "ref"));
          case CaptureRequested(var id, var amount, _) -> List.of(new RecordCapture(id, amount));
          default -> List.of();
        };
    answers.forEach(this::tell);
  }
}
