package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartLine;
import io.daybook.checkout.process.CheckoutState.NotStarted;
import io.daybook.checkout.process.CheckoutState.Over;
import io.daybook.checkout.process.CheckoutState.Paying;
import io.daybook.checkout.process.Effect.Ask;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.domain.Reservation;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.domain.Order;
import io.daybook.ordering.domain.Order.Status;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.ReturnedLine;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.event.PaymentEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Thousands of small shops in which everything happens at once: shoppers cancel, providers answer
/// late or never, limits pass, processes crash between any two of their words and hear things
/// twice. The rules are the real ones. Whatever happened, the books are right in the end.
class CheckoutSimulationSpec {

  private static final int RUNS = 6_000;
  private static final int ORDERS = 3;

  private final Map<Status, Integer> ends = new EnumMap<>(Status.class);

  @Test
  void whatever_happens_every_order_ends_and_the_books_are_right() {
    for (long seed = 0; seed < RUNS; seed++) {
      new Run(seed).play();
    }
    assertThat(ends.keySet())
        .containsExactlyInAnyOrder(
            Status.CONFIRMED, Status.REJECTED, Status.CANCELLED, Status.SHIPPED);
    assertThat(ends.values()).allMatch(orders -> orders > RUNS / 20);
  }

  /// One shop from its first order to the last answer.
  private final class Run {

    private final long seed;
    private final Random random;
    private final SimulatedShop shop = new SimulatedShop();
    private final SimulatedProvider provider;
    private final CheckoutProcess process = new CheckoutProcess(Shop.LIMITS);
    private final Map<OrderId, CheckoutState> states = new HashMap<>();
    private final Map<OrderId, Limit> limits = new HashMap<>();
    private final List<PaymentCommand> mail = new ArrayList<>();
    private final List<PaymentEvent> calls = new ArrayList<>();
    private int heard;
    private int aftercareHeard;
    private int providerHeard;
    private int wishes;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.provider = new SimulatedProvider(random);
    }

    void play() {
      shop.ask(new ReceiveStock(Shop.MUG, 4, "first"));
      for (int i = 1; i <= ORDERS; i++) {
        begin(new OrderId("o-" + i));
      }
      for (int i = 0; i < 60; i++) {
        act();
      }
      while (!isQuiet()) {
        settle();
      }
      check();
    }

    private void begin(OrderId id) {
      int units = 1 + random.nextInt(3);
      long price = random.nextInt(4) == 0 ? 0 : 100;
      if (random.nextBoolean()) {
        CartLine line = new CartLine(Shop.MUG, "A mug", units, Shop.pounds(price));
        shop.append(
            new CartCheckedOut(
                new CartId("c-" + id), id, null, List.of(line), line.amount(), "", "card"));
      } else {
        OrderLine line =
            random.nextInt(4) == 0 ? Shop.service(1, price) : Shop.goods(1, Shop.MUG, units, price);
        shop.ask(new PlaceOrder(id, null, Channel.TRUSTED, "", List.of(line), "card", Shop.NOON));
      }
    }

    private void act() {
      OrderId id = new OrderId("o-" + (1 + random.nextInt(ORDERS)));
      switch (random.nextInt(12)) {
        case 0 -> timeOut(id, random.nextInt(4));
        case 1 -> shopper(id);
        case 2, 3 -> aftercare(random.nextInt(4));
        case 4, 5, 6 -> callProvider();
        case 7 -> hearAgain();
        default -> hear(random.nextInt(4));
      }
    }

    private void settle() {
      hear(3);
      aftercare(3);
      callProvider();
      if (heard == shop.log.size() && calls.isEmpty() && mail.isEmpty()) {
        List.copyOf(limits.keySet()).forEach(id -> timeOut(id, 3));
      }
    }

    private boolean isQuiet() {
      return heard == shop.log.size()
          && aftercareHeard == shop.log.size()
          && providerHeard == shop.log.size()
          && calls.isEmpty()
          && mail.isEmpty()
          && limits.isEmpty();
    }

    /// Hears the next event, and perhaps crashes before step `luck`: then nothing is remembered.
    private void hear(int luck) {
      if (heard < shop.log.size() && perform(heard, luck)) {
        heard++;
      }
    }

    private void hearAgain() {
      if (heard > 0) {
        perform(random.nextInt(heard), 3);
      }
    }

    private boolean perform(int position, int luck) {
      DomainEvent event = shop.log.get(position);
      OrderId id = CheckoutProcess.HEARS.contains(event.getClass()) ? orderOf(event) : null;
      return id == null
          || perform(id, process.step(state(id), event, Shop.NOON), "e" + position, luck);
    }

    private void timeOut(OrderId id, int luck) {
      Limit limit = limits.get(id);
      if (limit != null) {
        Step step = process.step(state(id), new CheckoutTimedOut(id, limit));
        if (perform(id, step, "t", luck) && !(states.get(id) instanceof Paying)) {
          limits.remove(id);
        }
      }
    }

    private boolean perform(OrderId id, Step step, String cause, int luck) {
      CheckoutState next = step.next();
      Limit limit = limits.get(id);
      Deque<Effect> effects = new ArrayDeque<>(step.effects());
      for (int n = 0; !effects.isEmpty(); n++) {
        if (n == luck) {
          return false;
        }
        switch (effects.removeFirst()) {
          case Effect.Within within -> limit = within.limit();
          case Ask(var command) -> {
            if (shop.ask("saga/" + id + "/" + cause + "/" + n, command)
                instanceof Refused(var rejection)) {
              note(new Refusal(command, rejection));
              Step after = process.refused(next, command);
              next = after.next();
              effects.addAll(after.effects());
            }
          }
        }
      }
      if (luck == 0) {
        return false;
      }
      states.put(id, next);
      if (limit != null) {
        limits.put(id, limit);
      }
      return true;
    }

    private void aftercare(int luck) {
      if (aftercareHeard == shop.log.size()) {
        return;
      }
      List<Command> commands = AftercarePolicy.react(shop.log.get(aftercareHeard));
      for (int n = 0; n < commands.size(); n++) {
        if (n == luck) {
          return;
        }
        if (shop.ask("aftercare/" + aftercareHeard + "/" + n, commands.get(n))
            instanceof Refused(var rejection)) {
          note(new Refusal(commands.get(n), rejection));
        }
      }
      aftercareHeard++;
    }

    private void callProvider() {
      while (providerHeard < shop.log.size()) {
        if (shop.log.get(providerHeard++) instanceof PaymentEvent event) {
          calls.add(event);
        }
      }
      if (!calls.isEmpty()) {
        // Calls for one payment go out in order; those for different payments don't.
        PaymentEvent some = calls.get(random.nextInt(calls.size()));
        PaymentEvent first =
            calls.stream().filter(it -> it.orderId().equals(some.orderId())).findFirst().get();
        calls.remove(first);
        mail.addAll(provider.call(first));
      }
      if (!mail.isEmpty()) {
        shop.ask(mail.remove(random.nextInt(mail.size())));
      }
    }

    private void shopper(OrderId id) {
      String wish = "w" + wishes++;
      shop.ask(
          switch (random.nextInt(5)) {
            case 0, 1 -> new CancelOrder(id, "no");
            case 2 -> new ShipOrder(id);
            case 3 ->
                new AcceptReturn(
                    id, new ReturnId(wish), List.of(new ReturnedLine(Shop.MUG, 1)), "");
            default -> new IssueCreditNote(id, new CreditNoteId(wish), Shop.pounds(30), "");
          });
    }

    private void note(Refusal refusal) {
      if (!refusal.isForeseen()) {
        shop.mistakes.add(refusal);
      }
    }

    private CheckoutState state(OrderId id) {
      return states.getOrDefault(id, new NotStarted());
    }

    private void check() {
      assertThat(shop.mistakes).as("refusals nobody foresaw, seed %s", seed).isEmpty();
      for (int i = 1; i <= ORDERS; i++) {
        check(new OrderId("o-" + i));
      }
      StockLevel level = shop.item(Shop.MUG).level();
      long promised =
          shop.reservations.values().stream()
              .flatMap(it -> it.lines().stream())
              .mapToLong(it -> it.units())
              .sum();
      assertThat(level.promised()).as("promised, seed %s", seed).isEqualTo(promised);
      assertThat(level.available()).as("available, seed %s", seed).isNotNegative();
    }

    private void check(OrderId id) {
      Order order = shop.order(id);
      Supplier<String> which = () -> "%s, seed %s: %s".formatted(id, seed, shop.log);
      ends.merge(order.status(), 1, Integer::sum);
      assertThat(state(id)).as(which).isEqualTo(new Over());
      assertThat(provider.held).as(which).doesNotContain(id);
      assertThat(provider.captures.getOrDefault(id, 0)).as(which).isLessThanOrEqualTo(1);
      assertThat(provider.kept(id)).as(which).isEqualTo(owed(id, order));
      assertThat(shop.reservation(id).status() == Reservation.Status.MADE)
          .as(which)
          .isEqualTo(order.status() == Status.CONFIRMED && hasGoods(id));
      assertThat(order.status()).as(which).isNotIn(Status.UNKNOWN, Status.PLACED);
    }

    private long owed(OrderId id, Order order) {
      if (order.status() != Status.CONFIRMED && order.status() != Status.SHIPPED) {
        return 0;
      }
      long total = placed(id).total().minor();
      for (DomainEvent event : shop.log) {
        if (event instanceof OrderCredited(var it, _, var amount, _) && it.equals(id)) {
          total -= amount.minor();
        }
        if (event instanceof OrderEvent.GoodsReturned back && back.orderId().equals(id)) {
          total -= back.refund().minor();
        }
      }
      return total;
    }

    private boolean hasGoods(OrderId id) {
      return Orders.termsOf(placed(id)).goods();
    }

    private OrderPlaced placed(OrderId id) {
      return shop.log.stream()
          .filter(it -> it instanceof OrderPlaced placed && placed.orderId().equals(id))
          .map(OrderPlaced.class::cast)
          .findFirst()
          .orElseThrow();
    }
  }

  private static OrderId orderOf(DomainEvent event) {
    return switch (event) {
      case CartCheckedOut e -> e.orderId();
      case OrderEvent e -> e.orderId();
      case PaymentEvent e -> e.orderId();
      case ReservationEvent e -> e.orderId();
      default -> throw new IllegalArgumentException(event.toString());
    };
  }
}
