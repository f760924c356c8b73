package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.view.TwoNodes.Heard;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntPredicate;

/// Changes things of its own, each change with a higher number than the one before, and looks at
/// once whether it sees them, at any node; and at what others have changed.
final class Shopper implements Callable<Void> {

  private final String name;
  private final TwoNodes shop;
  private final List<Shopper> all;
  private final IntPredicate visits;
  private final Random random;

  /// What each question must be answered with at least, by the position from which on.
  private final Map<Question, ConcurrentSkipListMap<Long, Long>> known;

  private long number;
  private long ordersPlaced;
  private long unitsReceived;
  private long onHand;

  /// @param pointer at the number in the answer
  private record Question(String path, String pointer) {}

  /// @param all who are in the shop at the same time, this one among them in the end
  /// @param visits whether to come again after so many
  Shopper(String name, TwoNodes shop, List<Shopper> all, IntPredicate visits, long seed) {
    this.name = name;
    this.shop = shop;
    this.all = all;
    this.visits = visits;
    this.random = new Random(seed);
    this.known =
        Map.of(
            price(), new ConcurrentSkipListMap<>(),
            found(), new ConcurrentSkipListMap<>(),
            stock(), new ConcurrentSkipListMap<>(),
            cart(), new ConcurrentSkipListMap<>(),
            orders(), new ConcurrentSkipListMap<>());
    append(new ProductListed(sku(), name, "", "Zoo", pounds(1)));
    append(new CartOpened(new CartId(name), null, Currency.GBP));
  }

  @Override
  public Void call() throws Exception {
    for (int visit = 0; visits.test(visit); visit++) {
      number++;
      switch (random.nextInt(4)) {
        case 0 -> change(new PriceChanged(sku(), pounds(number), pounds(1)), price(), found());
        case 1 -> change(received(), stock());
        case 2 -> change(set(), cart());
        default -> change(placed(), orders());
      }
    }
    return null;
  }

  /// What the books must have of this shopper.
  Bought bought() {
    return new Bought(ordersPlaced, unitsReceived, onHand);
  }

  /// @param onHand at last
  record Bought(long ordersPlaced, long unitsReceived, long onHand) {}

  private void change(DomainEvent event, Question... questions) throws Exception {
    long token = append(event);
    for (Question question : questions) {
      of(question).put(token, number);
    }
    for (Question question : questions) {
      int node = random.nextInt(2);
      Heard mine = ask(node, question, token);
      assertThat(numberIn(mine, question)).as("own %s", question).isEqualTo(number);
      Heard again = ask(1 - node, question, mine.position());
      assertThat(numberIn(again, question)).as("again %s", question).isEqualTo(number);
      all.get(random.nextInt(all.size())).lookedAt(again.position(), random);
    }
  }

  /// Somebody else looks at something of this one's, having seen `position`.
  private void lookedAt(long position, Random other) throws Exception {
    List<Question> questions = List.copyOf(known.keySet());
    Question question = questions.get(other.nextInt(questions.size()));
    var least = of(question).floorEntry(position);
    if (least != null) {
      Heard heard = ask(other.nextInt(2), question, position);
      assertThat(numberIn(heard, question))
          .as("other's %s", question)
          .isGreaterThanOrEqualTo(least.getValue());
    }
  }

  private Heard ask(int node, Question question, long token) throws Exception {
    Heard heard =
        shop.ask(node, question.path(), "Consistency-Token", "" + token, "Prefer", "wait=30");
    assertThat(heard.status()).as(heard.body()).isEqualTo(200);
    assertThat(heard.position()).isGreaterThanOrEqualTo(token);
    return heard;
  }

  private static long numberIn(Heard heard, Question question) {
    String text = heard.json().at(question.pointer()).asString();
    return Long.parseLong(text.substring(text.indexOf('-') + 1));
  }

  private ConcurrentSkipListMap<Long, Long> of(Question question) {
    return known.getOrDefault(question, new ConcurrentSkipListMap<>());
  }

  private long append(DomainEvent event) {
    return shop.log().append(event);
  }

  private Question price() {
    return new Question("/v1/products/" + name, "/price/minor");
  }

  private Question found() {
    return new Question("/v1/products?q=" + name, "/items/0/price/minor");
  }

  private Question stock() {
    return new Question("/v1/stock/" + name, "/onHand");
  }

  private Question cart() {
    return new Question("/v1/carts/" + name, "/lines/0/units");
  }

  private Question orders() {
    return new Question("/v1/orders?limit=1&customer=" + name, "/items/0/orderId");
  }

  private Sku sku() {
    return new Sku(name);
  }

  private DomainEvent received() {
    unitsReceived++;
    onHand = number;
    return new StockReceived(sku(), 1, "truck", new StockLevel(number, 0));
  }

  private DomainEvent set() {
    return new CartLineSet(new CartId(name), new CartLine(sku(), name, (int) number, pounds(1)));
  }

  private DomainEvent placed() {
    ordersPlaced++;
    return new OrderPlaced(
        new OrderId("%s-%d".formatted(name, number)),
        new CustomerId(name),
        Channel.SHOP,
        "France",
        List.of(new OrderLine(1, LineKind.GOODS, sku(), name, 1, pounds(1))),
        pounds(1),
        "tok",
        Instant.parse("2010-12-01T08:26:00Z"));
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
