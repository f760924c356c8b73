package io.daybook.checkout.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.LogProcessor;
import io.daybook.axon.MessageKeys;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.embedded.FreshDatabase;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CheckoutSagasIT {

  private static final OrderId ORDER = new OrderId("o-1");
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
  void an_order_goes_from_placed_to_captured_and_is_forgotten() {
    start(Map.of());

    place("card");

    awaitEnd();
    assertThat(commandSide.asked())
        .containsExactly(
            new ReserveStock(ORDER, List.of(new ReservedLine(MUG, 2))),
            new RequestPayment(ORDER, PRICE.times(2), "card"),
            new ConfirmOrder(ORDER),
            new CapturePayment(ORDER));
    assertThat(commandSide.events()).contains(new PaymentCaptured(ORDER, PRICE.times(2)));
  }

  @Test
  void every_command_says_who_asks_why_and_under_which_key() {
    start(Map.of());

    place("card");

    awaitEnd();
    assertThat(commandSide.asked)
        .allSatisfy(message -> {
          assertThat(message.getMetaData())
              .containsEntry(MessageKeys.ACTOR, "saga checkout")
              .containsEntry(MessageKeys.FINGERPRINT, message.getPayloadType().getSimpleName())
              .containsKeys(MessageKeys.CORRELATION_ID, MessageKeys.CAUSATION_ID);
          assertThat((String) message.getMetaData().get(MessageKeys.IDEMPOTENCY_KEY))
              .isEqualTo(
                  "checkout/o-1/%s/1"
                      .formatted(message.getMetaData().get(MessageKeys.CAUSATION_ID)));
        });
  }

  @Test
  void what_a_command_appends_is_in_the_log_when_it_is_answered_even_inside_a_unit_of_work() {
    start(Map.of());
    try (CommandSide nesting = new CommandSide(SimpleCommandBus.builder().build())) {
      nesting.tell(new ReceiveStock(MUG, 10, "first"));
      SagaCommands commands = new SagaCommands(nesting.gateway(), Duration.ofSeconds(5));
      var event = new GenericEventMessage<>("something");

      DefaultUnitOfWork.startAndGet(event)
          .execute(() -> {
            commands.ask(placing("card"), "test", "key", event);
            assertThat(nesting.log.readEvents("order/o-1").hasNext()).isTrue();
          });
    }
  }

  @Test
  void a_command_side_that_was_down_is_asked_again_under_the_same_key_also_after_a_restart() {
    commandSide.breakDown(RequestPayment.class::isInstance);
    start(Map.of());
    place("card");
    await().until(() -> commandSide.keysOf(RequestPayment.class).size() > 3);
    LogProcessor processor = sagas.bean("checkoutProcessor", LogProcessor.class);
    await().untilAsserted(() -> assertThat(processor.failure()).isPresent());

    sagas.close();
    commandSide.breakDown(_ -> false);
    start(Map.of());

    awaitEnd();
    assertThat(commandSide.keysOf(RequestPayment.class))
        .hasSizeGreaterThan(4)
        .containsOnly(commandSide.keysOf(RequestPayment.class).getFirst());
    assertThat(commandSide.keysOf(ReserveStock.class)).hasSize(1);
    assertThat(commandSide.events()).contains(new PaymentCaptured(ORDER, PRICE.times(2)));
  }

  @Test
  void a_limit_survives_a_restart_and_passes_once() {
    Map<String, Object> hasty =
        Map.of("daybook.checkout.payment-timeout", "2s", "daybook.checkout.lookout", "200ms");
    start(hasty);
    place("silent");
    await().until(() -> rows() == 1 && !commandSide.keysOf(RequestPayment.class).isEmpty());

    sagas.close();
    start(hasty);

    awaitEnd();
    assertThat(after(RequestPayment.class))
        .containsExactly(
            new RejectOrder(ORDER, RejectReason.PAYMENT_TIMED_OUT),
            new VoidPayment(ORDER),
            new ReleaseReservation(ORDER, ReleaseReason.ORDER_REJECTED));
    commandSide.tell(new RecordAuthorization(ORDER, PRICE.times(2), "late"));
    assertThat(commandSide.events().getLast()).isEqualTo(new VoidRequested(ORDER));
  }

  @Test
  void a_cancellation_while_waiting_for_money_undoes_all_and_no_limit_passes_later() {
    start(Map.of("daybook.checkout.payment-timeout", "2s", "daybook.checkout.lookout", "200ms"));
    place("silent");
    await().until(() -> !commandSide.keysOf(RequestPayment.class).isEmpty());

    commandSide.tell(new CancelOrder(ORDER, "no"));

    awaitEnd();
    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    assertThat(after(RequestPayment.class))
        .containsExactly(
            new VoidPayment(ORDER), new ReleaseReservation(ORDER, ReleaseReason.ORDER_CANCELLED));
  }

  @Test
  void a_shipped_order_ships_its_reservation() {
    start(Map.of());
    place("card");
    awaitEnd();

    commandSide.tell(new ShipOrder(ORDER));

    await().until(() -> commandSide.asked().getLast().equals(new ShipReservation(ORDER)));
  }

  @Test
  void a_cart_that_nobody_touches_is_abandoned_once() {
    start(
        Map.of("daybook.checkout.cart-idle-timeout", "500ms", "daybook.checkout.lookout", "200ms"));

    commandSide.happen(new CartOpened(new CartId("c-1"), null, Currency.GBP));

    await().until(() -> !commandSide.asked().isEmpty());
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    assertThat(commandSide.asked()).containsExactly(new AbandonCart(new CartId("c-1"), 1));
  }

  @Test
  void orders_that_come_alone_take_milliseconds() {
    start(Map.of());
    place("card");
    awaitEnd();

    long began = System.nanoTime();
    int orders = 20;
    for (int i = 0; i < orders; i++) {
      OrderId id = new OrderId("lone-" + i);
      OrderLine line = new OrderLine(1, LineKind.SERVICE, MUG, "", 1, PRICE);
      commandSide.tell(
          new PlaceOrder(id, null, Channel.TRUSTED, "", List.of(line), "card", Instant.EPOCH));
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() ->
              commandSide.keysOf(CapturePayment.class).stream()
                  .anyMatch(it -> it.startsWith("checkout/" + id + "/")));
    }

    Duration each = Duration.ofNanos(System.nanoTime() - began).dividedBy(orders);
    assertThat(each).isLessThan(Duration.ofMillis(250));
  }

  private void start(Map<String, Object> settings) {
    sagas.start(settings);
  }

  private void place(String token) {
    commandSide.tell(placing(token));
  }

  private static PlaceOrder placing(String token) {
    OrderLine line = new OrderLine(1, LineKind.GOODS, MUG, "A mug", 2, PRICE);
    return new PlaceOrder(
        ORDER, null, Channel.TRUSTED, "France", List.of(line), token, Instant.EPOCH);
  }

  private void awaitEnd() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> commandSide.asked().size() > 1 && rows() == 0);
  }

  private List<Command> after(Class<? extends Command> type) {
    List<Command> asked = commandSide.asked();
    int last = 0;
    for (int i = 0; i < asked.size(); i++) {
      last = type.isInstance(asked.get(i)) ? i + 1 : last;
    }
    return asked.subList(last, asked.size());
  }

  private int rows() {
    return sagas.checkouts();
  }
}
