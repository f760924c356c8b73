package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartLine;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.CartId;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelLines;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.domain.Order.Status;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.ReturnedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One shop from its first order to the last answer, in one thread. What happens next is drawn by
/// lot: a seed is a schedule.
final class Simulation {

  private static final List<OrderId> ALL =
      List.of(new OrderId("o-1"), new OrderId("o-2"), new OrderId("o-3"));
  private static final int BUSY_ACTORS = 5;
  private static final int[] CHANCES = {0, 1, 2, 8};
  private static final int MOST_STEPS = 20_000;
  private static final CheckoutLimits LONG_PAYMENT =
      new CheckoutLimits(Duration.ofMinutes(20), Duration.ofMinutes(15));

  private final Random random;
  private final SimulatedShop shop = new SimulatedShop();
  private final List<Instant> times = new ArrayList<>();
  private final SimulatedProvider provider;
  private final SimulatedPost post;
  private final SimulatedCheckouts checkouts;
  private final SimulatedAftercare aftercare;
  private Instant now = Shop.NOON;
  private int wishes;

  Simulation(long seed) {
    random = new Random(seed);
    provider = new SimulatedProvider(shop.log, random);
    post = new SimulatedPost(shop, new SimulatedBooks(shop.log, provider), random);
    CheckoutLimits limits = random.nextBoolean() ? Shop.LIMITS : LONG_PAYMENT;
    checkouts = new SimulatedCheckouts(limits, shop.log, times, post, random);
    aftercare = new SimulatedAftercare(shop.log, post, random);
  }

  SimulatedShop shop() {
    return shop;
  }

  /// Plays until nothing is left to happen, and on for a while with what ended well.
  void play() {
    post.say(new ReceiveStock(Shop.MUG, 5, "first"));
    post.say(new ReceiveStock(Shop.TEA, 4, "first"));
    ALL.forEach(this::begin);
    note();
    stir(3 + random.nextInt(8));
    calm();
    SimulatedEnd.check(shop, checkouts, provider);
    stir(random.nextInt(5));
    calm();
    SimulatedEnd.check(shop, checkouts, provider);
  }

  /// Spells of a few steps; in each, others are quick and others slow.
  private void stir(int spells) {
    for (int spell = 0; spell < spells; spell++) {
      List<Runnable> deck = deal();
      for (int steps = 3 + random.nextInt(15); steps > 0; steps--) {
        deck.get(random.nextInt(deck.size())).run();
        note();
      }
    }
  }

  /// Nothing breaks any more, until nothing is left to happen.
  private void calm() {
    for (int steps = 0; !isQuiet(); steps++) {
      assertThat(steps).as("C2: nothing ends").isLessThan(MOST_STEPS);
      settle();
      note();
    }
  }

  private void begin(OrderId id) {
    long price = random.nextInt(4) == 0 ? 0 : 100;
    int mugs = 1 + random.nextInt(3);
    int teas = random.nextInt(3);
    if (random.nextBoolean()) {
      List<CartLine> lines = new ArrayList<>();
      lines.add(new CartLine(Shop.MUG, "A mug", mugs, Shop.pounds(price)));
      if (teas > 0) {
        lines.add(new CartLine(Shop.TEA, "Tea", teas, Shop.pounds(price / 2)));
      }
      Money total = lines.stream().map(CartLine::amount).reduce(Money::plus).orElseThrow();
      shop.append(new CartCheckedOut(new CartId("c-" + id), id, null, lines, total, "", "card"));
    } else {
      List<OrderLine> lines = new ArrayList<>();
      lines.add(
          random.nextInt(4) == 0 ? Shop.service(1, price) : Shop.goods(1, Shop.MUG, mugs, price));
      if (teas > 0) {
        lines.add(Shop.goods(2, Shop.TEA, teas, price / 2));
      }
      post.say(new PlaceOrder(id, null, Channel.TRUSTED, "", lines, "card", Shop.NOON));
    }
  }

  /// Who may act, and how often: now the provider is quick and the readers are slow, now nobody
  /// crashes and shoppers can't make up their minds. Chances that are always the same would hardly
  /// ever meet in the middle of a confirmation.
  private List<Runnable> deal() {
    List<Runnable> deck = new ArrayList<>();
    List<Runnable> actors =
        List.of(
            () -> checkouts.hear(luck()),
            () -> aftercare.hear(luck()),
            provider::act,
            () -> provider.mail(post),
            () -> post.say(wish(anyOrder())),
            () -> post.say(clerk()),
            () -> passTime(checkouts.anyLimit(), luck()),
            checkouts::crash,
            checkouts::hearAgain,
            aftercare::hearAgain,
            post::deliver);
    for (int i = 0; i < actors.size(); i++) {
      int chances = (i < BUSY_ACTORS ? 1 : 0) + CHANCES[random.nextInt(CHANCES.length)];
      deck.addAll(Collections.nCopies(chances, actors.get(i)));
    }
    return deck;
  }

  /// Time passes when nobody has anything else to do.
  private void settle() {
    switch (random.nextInt(5)) {
      case 0 -> checkouts.hear(Integer.MAX_VALUE);
      case 1 -> aftercare.hear(Integer.MAX_VALUE);
      case 2 -> provider.act();
      case 3 -> provider.mail(post);
      default -> post.deliver();
    }
    if (isAllHeard()) {
      passTime(checkouts.anyLimit(), Integer.MAX_VALUE);
    }
  }

  /// The clock goes on to where the limit of this order passes.
  private void passTime(@Nullable OrderId id, int luck) {
    if (id != null) {
      Instant limit = checkouts.limitOf(id);
      now = now.isAfter(limit) ? now : limit;
      checkouts.timeOut(id, luck);
    }
  }

  private boolean isQuiet() {
    return isAllHeard() && checkouts.anyLimit() == null;
  }

  private boolean isAllHeard() {
    return checkouts.isAtTheEnd() && aftercare.isAtTheEnd() && provider.isQuiet() && post.isEmpty();
  }

  /// What has been appended happened just now.
  private void note() {
    while (times.size() < shop.log.size()) {
      times.add(now);
    }
  }

  private Command wish(OrderId id) {
    // One in four is the one before, sent once more.
    String name = "w" + (random.nextInt(4) == 0 ? wishes : ++wishes);
    Sku sku = random.nextBoolean() ? Shop.MUG : Shop.TEA;
    List<ReturnedLine> some = List.of(new ReturnedLine(sku, 1 + random.nextInt(2)));
    return switch (random.nextInt(8)) {
      case 0 -> new CancelOrder(id, "no");
      case 1, 2 -> new CancelLines(id, some, "fewer");
      case 3, 4 -> new ShipOrder(id);
      case 5, 6 -> new AcceptReturn(id, new ReturnId(name), some, "");
      default ->
          new IssueCreditNote(
              id, new CreditNoteId(name), Shop.pounds(30 + random.nextInt(100)), "");
    };
  }

  private Command clerk() {
    return random.nextBoolean()
        ? new ReceiveStock(Shop.MUG, 1, "more")
        : new AdjustStock(random.nextBoolean() ? Shop.MUG : Shop.TEA, -1, "broken");
  }

  /// Half of the time one that is confirmed, if there is any: there is most to be undone.
  private OrderId anyOrder() {
    List<OrderId> confirmed =
        ALL.stream().filter(it -> shop.order(it).status() == Status.CONFIRMED).toList();
    if (!confirmed.isEmpty() && random.nextBoolean()) {
      return confirmed.get(random.nextInt(confirmed.size()));
    }
    return ALL.get(random.nextInt(ALL.size()));
  }

  private int luck() {
    return random.nextInt(5);
  }
}
