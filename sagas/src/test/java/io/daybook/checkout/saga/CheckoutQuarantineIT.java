package io.daybook.checkout.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import io.daybook.embedded.FreshDatabase;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A checkout that fails by itself waits alone, and is mended.
class CheckoutQuarantineIT {

  private static final OrderId BAD = new OrderId("bad");
  private static final OrderId GOOD = new OrderId("good");
  private static final Sku MUG = new Sku("MUG");
  private static final Money PRICE = Money.of(250, Currency.GBP);

  @RegisterExtension private static final FreshDatabase DATABASE = new FreshDatabase();

  private final CommandSide commandSide = new CommandSide();
  private RunningSagas sagas;

  @BeforeEach
  void openShop() {
    sagas = new RunningSagas(DATABASE, commandSide);
    commandSide.tell(new ReceiveStock(MUG, 10, "first"));
  }

  @AfterEach
  void closeShop() {
    sagas.close();
    commandSide.close();
  }

  @Test
  void an_order_whose_checkout_fails_waits_while_others_are_confirmed() {
    sagas.start(Map.of());
    commandSide.fail(aboutBad(ConfirmOrder.class));

    place(BAD, "card");
    place(GOOD, "card");

    await().until(() -> commandSide.events().contains(new PaymentCaptured(GOOD, PRICE)));
    Held held = theHeld();
    assertThat(held.sequence()).isEqualTo(BAD.value());
    assertThat(held.eventType()).isEqualTo("PaymentAuthorized");
    assertThat(held.failure()).contains("A mistake in the rules");
    assertThat(held.attempts()).isEqualTo(1);
    assertThat(held.waiting()).isEqualTo(1);
  }

  @Test
  void a_redriven_order_takes_what_waited_in_order_and_goes_on() {
    sagas.start(Map.of());
    commandSide.fail(aboutBad(ConfirmOrder.class));
    place(BAD, "card");
    await().until(() -> !quarantine().held().isEmpty());

    assertThat(quarantine().redrive(BAD.value())).get().extracting(Held::attempts).isEqualTo(2);
    commandSide.fail(_ -> false);
    assertThat(quarantine().redrive(BAD.value())).isEmpty();

    await().until(() -> commandSide.events().contains(new PaymentCaptured(BAD, PRICE)));
    await().until(() -> sagas.checkouts() == 0);
    assertThat(quarantine().held()).isEmpty();
    assertThat(commandSide.events()).containsOnlyOnce(new OrderConfirmed(BAD));
  }

  @Test
  void what_comes_for_a_held_order_waits_behind_it_also_over_a_restart() {
    sagas.start(Map.of());
    commandSide.fail(aboutBad(ConfirmOrder.class));
    place(BAD, "card");
    await().until(() -> !quarantine().held().isEmpty());

    commandSide.tell(new CancelOrder(BAD, "changed my mind"));

    await().until(() -> theHeld().waiting() == 2);
    commandSide.fail(_ -> false);
    sagas.start(Map.of());
    assertThat(quarantine().redrive(BAD.value())).isEmpty();
    await().until(() -> sagas.checkouts() == 0);
    assertThat(asked())
        .as("the order that was cancelled meanwhile is undone")
        .contains(VoidPayment.class, ReleaseReservation.class);
  }

  @Test
  void a_skipped_event_is_left_out_once_and_the_rest_is_taken() {
    sagas.start(Map.of());
    commandSide.fail(aboutBad(ConfirmOrder.class));
    place(BAD, "card");
    await().until(() -> !quarantine().held().isEmpty());
    commandSide.tell(new CancelOrder(BAD, "called off by an operator"));
    await().until(() -> theHeld().waiting() == 2);
    long position = theHeld().position();

    assertThat(quarantine().skip(BAD.value(), position + 1)).as("another event").isPresent();
    assertThat(quarantine().skip(BAD.value(), position)).isEmpty();
    assertThat(quarantine().skip(BAD.value(), position)).isEmpty();

    await().until(() -> sagas.checkouts() == 0);
    assertThat(asked()).contains(VoidPayment.class, ReleaseReservation.class);
    assertThat(commandSide.events()).doesNotContain(new OrderConfirmed(BAD));
  }

  @Test
  void a_deadline_that_fails_waits_too() {
    sagas.start(
        Map.of("daybook.checkout.payment-timeout", "1ms", "daybook.checkout.lookout", "100ms"));
    commandSide.fail(aboutBad(RejectOrder.class));
    place(BAD, "silent");

    await().until(() -> !quarantine().held().isEmpty());
    assertThat(theHeld().position()).isZero();
    commandSide.fail(_ -> false);
    assertThat(quarantine().redrive(BAD.value())).isEmpty();

    await().until(() -> commandSide.events().stream().anyMatch(OrderRejected.class::isInstance));
    await().until(() -> sagas.checkouts() == 0);
  }

  @Test
  void nobody_is_held_while_the_command_side_is_away() {
    sagas.start(Map.of());
    commandSide.breakDown(ConfirmOrder.class::isInstance);
    place(BAD, "card");
    await().until(() -> commandSide.keysOf(ConfirmOrder.class).size() > 6);

    assertThat(quarantine().held()).isEmpty();
    commandSide.breakDown(_ -> false);

    await().until(() -> commandSide.events().contains(new PaymentCaptured(BAD, PRICE)));
    assertThat(quarantine().held()).isEmpty();
  }

  private Quarantine quarantine() {
    return sagas.bean("checkoutQuarantine", Quarantine.class);
  }

  private Held theHeld() {
    assertThat(quarantine().held()).hasSize(1);
    return quarantine().held().getFirst();
  }

  private List<Class<? extends Command>> asked() {
    return commandSide.asked().stream().<Class<? extends Command>>map(Command::getClass).toList();
  }

  private static Predicate<Command> aboutBad(Class<? extends OrderCommand> type) {
    return command ->
        type.isInstance(command)
            && command instanceof OrderCommand order
            && order.orderId().equals(BAD);
  }

  private void place(OrderId order, String token) {
    OrderLine line = new OrderLine(1, LineKind.GOODS, MUG, "A mug", 1, PRICE);
    commandSide.tell(
        new PlaceOrder(
            order, null, Channel.TRUSTED, "France", List.of(line), token, Instant.EPOCH));
  }
}
