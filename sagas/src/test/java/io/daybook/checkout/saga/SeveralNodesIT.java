package io.daybook.checkout.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.embedded.FreshDatabase;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Nodes that share a database, die and come back: what is waited for passes once.
class SeveralNodesIT {

  private static final OrderId ORDER = new OrderId("o-1");
  private static final Sku MUG = new Sku("MUG");
  private static final Money PRICE = Money.of(250, Currency.GBP);
  private static final Duration LONG_ENOUGH_FOR_A_SECOND_TIME = Duration.ofSeconds(1);

  @RegisterExtension private static final FreshDatabase DATABASE = new FreshDatabase();

  private final CommandSide commandSide = new CommandSide();
  private final List<AnnotationConfigApplicationContext> nodes = new ArrayList<>();
  private JdbcClient sagas;

  @BeforeEach
  void openShop() {
    sagas = JdbcClient.create(DATABASE.dataSource());
    commandSide.tell(new ReceiveStock(MUG, 10, "first"));
  }

  @AfterEach
  void closeShop() {
    nodes.forEach(AnnotationConfigApplicationContext::close);
    commandSide.close();
  }

  @Test
  void a_limit_passes_once_though_two_nodes_look_and_both_are_started_anew() {
    startNode();
    AnnotationConfigApplicationContext second = startNode();
    place();
    await().until(() -> due() == 1);

    second.close();
    startNode();

    await().atMost(Duration.ofSeconds(20)).until(() -> happened(OrderRejected.class) == 1);
    await().until(() -> checkouts() == 0);
    startNode();
    await().pollDelay(LONG_ENOUGH_FOR_A_SECOND_TIME).until(() -> true);
    assertThat(commandSide.keysOf(RejectOrder.class)).hasSize(1);
    assertThat(happened(OrderRejected.class)).isEqualTo(1);
    assertThat(happened(VoidRequested.class)).isEqualTo(1);
    assertThat(happened(ReservationReleased.class)).isEqualTo(1);
  }

  @Test
  void a_limit_passes_soon_though_the_node_that_looked_died_over_it() {
    startNode();
    place();
    await().until(() -> due() == 1);
    nodes.getFirst().close();
    sagas
        .sql(
            """
            update scheduled_tasks set picked = true, picked_by = 'dead', last_heartbeat = now()
            """)
        .update();

    startNode();

    await().atMost(Duration.ofSeconds(20)).until(() -> happened(OrderRejected.class) == 1);
  }

  @Test
  void an_idle_cart_is_abandoned_once_though_two_nodes_look() {
    startNode();
    startNode();

    commandSide.happen(new CartOpened(new CartId("c-1"), null, Currency.GBP));

    await().until(() -> !commandSide.keysOf(AbandonCart.class).isEmpty());
    await().pollDelay(LONG_ENOUGH_FOR_A_SECOND_TIME).until(() -> true);
    assertThat(commandSide.keysOf(AbandonCart.class)).hasSize(1);
  }

  @Test
  void
      state_limit_and_position_are_kept_together_or_not_at_all_and_a_command_sent_twice_counts_once() {
    startNode();
    refuseLimits();
    place();

    await().until(() -> commandSide.keysOf(RequestPayment.class).size() > 1);
    assertThat(due()).isZero();
    assertThat(position()).as("behind what asked for the payment").isLessThan(asking());

    sagas.sql("drop trigger no_limits on checkout").update();

    await().until(() -> position() >= asking());
    await().until(() -> happened(OrderRejected.class) == 1);
    assertThat(commandSide.keysOf(RequestPayment.class))
        .containsOnly(commandSide.keysOf(RequestPayment.class).getFirst());
    assertThat(happened(PaymentRequested.class)).isEqualTo(1);
  }

  /// From now on a checkout that waits for something can't be written, as when the database gives
  /// up a transaction.
  private void refuseLimits() {
    sagas
        .sql(
            """
            create function give_up() returns trigger language plpgsql as
            $$ begin raise exception 'given up' using errcode = '40001'; end $$
            """)
        .update();
    sagas
        .sql(
            """
            create trigger no_limits before insert or update on checkout
            for each row when (new.due_at is not null) execute function give_up()
            """)
        .update();
  }

  private AnnotationConfigApplicationContext startNode() {
    var node = new AnnotationConfigApplicationContext();
    node.getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "daybook.sagas.datasource.url",
                    DATABASE.server().jdbcUrl(DATABASE.name()),
                    "daybook.checkout.payment-timeout",
                    "3s",
                    "daybook.checkout.cart-idle-timeout",
                    "500ms",
                    "daybook.checkout.lookout",
                    "100ms")));
    node.registerBean(
        "eventSource",
        StreamableMessageSource.class,
        () -> commandSide.log,
        it -> it.setDestroyMethodName(""));
    node.registerBean(CommandGateway.class, commandSide::gateway);
    node.register(CheckoutSagas.class);
    node.refresh();
    nodes.add(node);
    return node;
  }

  private void place() {
    OrderLine line = new OrderLine(1, LineKind.GOODS, MUG, "A mug", 2, PRICE);
    commandSide.tell(
        new PlaceOrder(
            ORDER, null, Channel.TRUSTED, "France", List.of(line), "silent", Instant.EPOCH));
  }

  private long happened(Class<? extends DomainEvent> type) {
    return commandSide.events().stream().filter(type::isInstance).count();
  }

  /// Position of the event that the payment was asked for after.
  private long asking() {
    List<DomainEvent> events = commandSide.events();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof PaymentRequested) {
        return i;
      }
    }
    throw new AssertionError("No payment was asked for");
  }

  private int checkouts() {
    return sagas.sql("select count(*) from checkout").query(Integer.class).single();
  }

  private int due() {
    return sagas
        .sql("select count(*) from checkout where due_at is not null")
        .query(Integer.class)
        .single();
  }

  private long position() {
    return sagas
        .sql("select coalesce(max(position), 0) from reader where name = ?")
        .param(CheckoutSagas.CHECKOUTS)
        .query(Long.class)
        .single();
  }
}
