package io.daybook.checkout.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.embedded.FreshDatabase;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What follows for one order or cart and fails by itself waits alone, and is mended.
class AftercareQuarantineIT {

  private static final OrderId BAD = new OrderId("bad");
  private static final OrderId GOOD = new OrderId("good");
  private static final CartId BAD_CART = new CartId("bad-cart");
  private static final CartId GOOD_CART = new CartId("good-cart");
  private static final Sku MUG = new Sku("MUG");
  private static final Money PRICE = Money.of(250, Currency.GBP);
  private static final Map<String, Object> IDLE_SOON =
      Map.of("daybook.checkout.cart-idle-timeout", "100ms", "daybook.checkout.lookout", "100ms");

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
  void an_order_that_cannot_be_undone_waits_while_others_are_and_is_undone_when_redriven() {
    sagas.start(Map.of());
    paid(BAD);
    paid(GOOD);
    commandSide.fail(undoing(BAD));

    commandSide.tell(new CancelOrder(BAD, "changed my mind"));
    commandSide.tell(new CancelOrder(GOOD, "changed my mind"));

    await().until(() -> isRefunded(GOOD));
    await().until(() -> !aftercare().held().isEmpty());
    Held held = aftercare().held().getFirst();
    assertThat(held.sequence()).isEqualTo(BAD.value());
    assertThat(held.eventType()).isEqualTo("OrderCancelled");
    assertThat(isRefunded(BAD)).isFalse();

    sagas.start(Map.of());
    commandSide.fail(_ -> false);
    assertThat(aftercare().redrive(BAD.value())).isEmpty();
    await().until(() -> isRefunded(BAD));
    assertThat(aftercare().held()).isEmpty();
  }

  @Test
  void what_an_operator_skips_is_left_undone() {
    sagas.start(Map.of());
    paid(BAD);
    commandSide.fail(undoing(BAD));
    commandSide.tell(new CancelOrder(BAD, "changed my mind"));
    await().until(() -> !aftercare().held().isEmpty());
    commandSide.fail(_ -> false);

    long position = aftercare().held().getFirst().position();
    assertThat(aftercare().skip(BAD.value(), position)).isEmpty();

    assertThat(aftercare().held()).isEmpty();
    assertThat(isRefunded(BAD)).isFalse();
  }

  @Test
  void a_cart_that_cannot_be_abandoned_waits_while_others_are_abandoned() {
    commandSide.fail(abandoning(BAD_CART));
    sagas.start(IDLE_SOON);

    commandSide.happen(new CartOpened(BAD_CART, null, Currency.GBP));
    commandSide.happen(new CartOpened(GOOD_CART, null, Currency.GBP));

    await().until(() -> commandSide.asked().contains(new AbandonCart(GOOD_CART, 1)));
    await().until(() -> !carts().held().isEmpty());
    assertThat(carts().held()).extracting(Held::sequence).containsExactly(BAD_CART.value());
    assertThat(carts().redrive(BAD_CART.value())).get().extracting(Held::attempts).isEqualTo(2);

    commandSide.fail(_ -> false);
    assertThat(carts().redrive(BAD_CART.value())).isEmpty();
    assertThat(carts().held()).isEmpty();
    assertThat(commandSide.keysOf(AbandonCart.class))
        .filteredOn(key -> key.contains(BAD_CART.value()))
        .as("one wish, however often it was sent")
        .containsOnly("cart/idle-bad-cart-1");
  }

  private Quarantine aftercare() {
    return sagas.bean("aftercareReader", Quarantine.class);
  }

  private Quarantine carts() {
    return sagas.bean("idleCartQuarantine", Quarantine.class);
  }

  private boolean isRefunded(OrderId order) {
    return commandSide.events().stream()
        .anyMatch(it -> it instanceof RefundRequested refund && refund.orderId().equals(order));
  }

  private static Predicate<Command> undoing(OrderId order) {
    return command ->
        command instanceof VoidPayment
            && command instanceof PaymentCommand payment
            && payment.orderId().equals(order);
  }

  private static Predicate<Command> abandoning(CartId cart) {
    return command -> command instanceof AbandonCart it && it.cartId().equals(cart);
  }

  private void paid(OrderId order) {
    OrderLine line = new OrderLine(1, LineKind.GOODS, MUG, "A mug", 1, PRICE);
    commandSide.tell(
        new PlaceOrder(
            order, null, Channel.TRUSTED, "France", List.of(line), "card", Instant.EPOCH));
    await().until(() -> commandSide.events().contains(new PaymentCaptured(order, PRICE)));
    await().until(() -> sagas.checkouts() == 0);
  }
}
