package io.daybook.crash;

import static java.util.stream.Collectors.joining;

import io.daybook.axon.MessageKeys;
import io.daybook.cart.command.CartCommand.CheckOut;
import io.daybook.cart.command.CartCommand.OpenCart;
import io.daybook.cart.command.CartCommand.SetCartLine;
import io.daybook.cart.event.CartLine;
import io.daybook.eventstore.LogEventStore;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.event.ReturnedLine;
import io.daybook.privacy.PersonalDataVault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/// Goes through a scenario, from its beginning however far it came before: what was asked is asked
/// again under the same key.
///
/// @param vault has the customers' keys
/// @param patience how long an order may take that nobody holds up
record Shopper(
    Scenario scenario,
    CommandGateway gateway,
    LogEventStore log,
    PersonalDataVault vault,
    Duration patience) {

  static final Sku MUG = new Sku("MUG");
  static final Money PRICE = Money.of(250, Currency.GBP);
  static final int UNITS = 2;
  static final int RETURNED = 1;
  static final int DELIVERED = 1_000_000;

  /// Has the shop's only goods delivered, once.
  void deliver() {
    ask("delivery", new ReceiveStock(MUG, DELIVERED, "first"));
  }

  /// Brings the order to its end.
  ///
  /// @param begin told when everything from now on counts
  void shop(String order, Runnable begin) {
    OrderId id = new OrderId(order);
    fillCart(order);
    switch (scenario) {
      case CHECKOUT, LATE_SUCCESS -> {
        begin.run();
        checkOut(order, id);
      }
      case CANCELLATION -> {
        checkOut(order, id);
        await(order, () -> history(order).contains("PaymentCaptured"));
        begin.run();
        ask(order, new CancelOrder(id, "changed my mind"));
      }
      case CHANGE_OF_MIND -> {
        checkOut(order, id);
        await(order, () -> history(order).contains("PaymentRequested"));
        begin.run();
        ask(order, new CancelOrder(id, "changed my mind"));
      }
      case RETURN -> {
        checkOut(order, id);
        await(order, () -> history(order).contains("PaymentCaptured"));
        begin.run();
        ask(order, new ShipOrder(id));
        await(order, () -> history(order).contains("ReservationShipped"));
        ask(
            order,
            new AcceptReturn(
                id,
                new ReturnId("return-" + order),
                List.of(new ReturnedLine(MUG, RETURNED)),
                "chipped"));
      }
      case ERASURE -> {
        checkOut(order, id);
        await(order, () -> history(order).contains("PaymentCaptured"));
        begin.run();
        Personal customer = personal(order);
        customer.register(this);
        customer.changeEmail(this);
        customer.erase(this);
        await(order, customer::isForgotten);
      }
    }
    await(order, () -> scenario.isEnd(history(order)));
  }

  /// Who ordered.
  Personal personal(String order) {
    return new Personal(order, vault);
  }

  /// What has happened to the order, its payment and its reservation.
  String history(String order) {
    return scenario
        .streams()
        .map(type ->
            log.readEvents(type + order)
                .asStream()
                .map(it -> it.getPayloadType().getSimpleName())
                .collect(joining(" ")))
        .collect(joining(" / "));
  }

  private void fillCart(String order) {
    CartId cart = new CartId("cart-" + order);
    ask(order, new OpenCart(cart, null, Currency.GBP));
    ask(order, new SetCartLine(cart, new CartLine(MUG, "A mug", UNITS, PRICE)));
  }

  private void checkOut(String order, OrderId id) {
    ask(
        order,
        new CheckOut(
            new CartId("cart-" + order),
            id,
            Map.of(MUG, PRICE),
            "France",
            scenario.card().number()));
  }

  private void ask(String order, Command command) {
    ask(order, command, Map.of());
  }

  /// @param more what travels with the command besides
  void ask(String order, Command command, Map<String, Object> more) {
    Answer answer = answer(order, command, more);
    if (!(answer instanceof Done)) {
      throw unexpected(order, command, answer);
    }
  }

  /// @param allowed an answer that is as good as done
  void askOrHear(String order, Command command, Map<String, Object> more, Answer allowed) {
    Answer answer = answer(order, command, more);
    if (!(answer instanceof Done) && !answer.equals(allowed)) {
      throw unexpected(order, command, answer);
    }
  }

  private static IllegalStateException unexpected(String order, Command command, Answer answer) {
    return new IllegalStateException(
        "%s: %s is answered with %s".formatted(order, command.getClass().getSimpleName(), answer));
  }

  private Answer answer(String order, Command command, Map<String, Object> more) {
    String what = command.getClass().getSimpleName();
    Map<String, Object> metadata = new HashMap<>(more);
    metadata.putAll(
        Map.of(
            MessageKeys.IDEMPOTENCY_KEY,
            "api/%s/%s".formatted(order, what),
            MessageKeys.FINGERPRINT,
            what,
            MessageKeys.CORRELATION_ID,
            order,
            MessageKeys.ACTOR,
            "api"));
    return gateway
        .<Answer>send(new GenericCommandMessage<>(command, metadata))
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private void await(String order, BooleanSupplier there) {
    try {
      Awaitility.await()
          .atMost(patience)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(there::getAsBoolean);
    } catch (org.awaitility.core.ConditionTimeoutException stuck) {
      throw new IllegalStateException(
          "%s is stuck after %s: %s".formatted(order, patience, history(order)), stuck);
    }
  }
}
