package io.daybook.kernel.projection;

import io.daybook.cart.event.CartEvent.CartAbandoned;
import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartEvent.CartLineRemoved;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductDelisted;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.customer.event.CustomerEvent.CustomerRegistered;
import io.daybook.customer.event.CustomerEvent.EmailChanged;
import io.daybook.customer.event.CustomerEvent.PersonalDataErased;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReduced;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservationEvent.ReservationShipped;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.PersonalData;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.ordering.event.ReturnedLine;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentDeclined;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A shop where anything may happen in any order that the streams allow; the same seed, the same
/// history.
public final class RandomShop {

  private static final Instant START = Instant.parse("2010-12-01T08:00:00Z");

  private final Random random;
  private final List<Sku> skus;
  private final Map<Sku, StockLevel> levels = new HashMap<>();
  private final Map<Sku, Long> prices = new HashMap<>();

  /// What is still to happen, thing by thing; the steps of one thing keep their order.
  private final List<Deque<Supplier<List<DomainEvent>>>> running = new ArrayList<>();

  private final List<DomainEvent> happened = new ArrayList<>();
  private int named;

  public RandomShop(long seed, int products) {
    random = new Random(seed);
    skus = IntStream.range(0, products).mapToObj(it -> new Sku("SKU-" + it)).toList();
  }

  /// A history with this many orders, and much else.
  public List<DomainEvent> withOrders(int orders) {
    skus.forEach(this::product);
    for (int i = 0; i < orders; i++) {
      order(new OrderId("order-" + i));
      if (i % 3 == 0) {
        cart(new CartId("cart-" + i));
        customer(new CustomerId("customer-" + i));
        creditNote(new CreditNoteId("note-" + i));
      }
    }
    while (!running.isEmpty()) {
      int next = random.nextInt(Math.min(running.size(), 40));
      Deque<Supplier<List<DomainEvent>>> thing = running.get(next);
      happened.addAll(thing.removeFirst().get());
      if (thing.isEmpty()) {
        running.remove(next);
      }
    }
    return happened;
  }

  private Deque<Supplier<List<DomainEvent>>> thing() {
    Deque<Supplier<List<DomainEvent>>> steps = new ArrayDeque<>();
    running.add(steps);
    return steps;
  }

  private void product(Sku sku) {
    long first = random.nextInt(100, 2_000);
    Money price = pounds(first);
    prices.put(sku, first);
    happened.add(new ProductListed(sku, "Mug " + sku, "A mug", "Kitchen", price));
    happened.add(stock(sku, 1_000, 0, level -> new StockReceived(sku, 1_000, "first", level)));
    var steps = thing();
    steps.add(() -> List.of(new ProductRevised(sku, "Cup " + sku, "", "Café")));
    steps.add(() -> List.of(new PriceChanged(sku, pounds(first + 1), price)));
    steps.add(() -> {
      int delta = random.nextBoolean() ? -3 : 4;
      return List.of(stock(sku, delta, 0, level -> new StockAdjusted(sku, delta, "?", level)));
    });
    if (random.nextInt(4) == 0) {
      steps.add(() -> List.of(new ProductDelisted(sku, "gone")));
    }
  }

  private DomainEvent stock(
      Sku sku, long onHand, long promised, Function<StockLevel, DomainEvent> to) {
    StockLevel before = levels.getOrDefault(sku, StockLevel.NONE);
    StockLevel after = new StockLevel(before.onHand() + onHand, before.promised() + promised);
    levels.put(sku, after);
    return to.apply(after);
  }

  private void cart(CartId id) {
    var steps = thing();
    steps.add(() ->
        List.of(
            new CartOpened(id, random.nextBoolean() ? null : new CustomerId("c1"), Currency.GBP)));
    for (int i = random.nextInt(8); i >= 0; i--) {
      Sku sku = skus.get(random.nextInt(Math.min(4, skus.size())));
      int units = random.nextInt(1, 9);
      steps.add(() ->
          random.nextInt(3) == 0
              ? List.of(new CartLineRemoved(id, sku))
              : List.of(
                  new CartLineSet(
                      id, new CartLine(sku, "Mug", units, pounds(prices.getOrDefault(sku, 1L))))));
    }
    steps.add(() ->
        random.nextBoolean()
            ? List.of(new CartAbandoned(id))
            : List.of(
                new CartCheckedOut(
                    id, new OrderId("of-" + id), null, List.of(), pounds(0), "France", "tok")));
  }

  private void customer(CustomerId id) {
    var steps = thing();
    steps.add(() ->
        List.of(new CustomerRegistered(id, new PersonalData("e1"), new PersonalData("n"), "UK")));
    steps.add(() -> List.of(new EmailChanged(id, new PersonalData("e2"))));
    if (random.nextBoolean()) {
      steps.add(() -> List.of(new PersonalDataErased(id)));
    }
  }

  private void creditNote(CreditNoteId id) {
    List<OrderLine> lines = lines(2);
    Instant at = START.plusSeconds(random.nextInt(400_000));
    thing()
        .add(() ->
            List.of(new CreditNoteIssued(id, null, "France", lines, total(lines), "broken", at)));
  }

  private void order(OrderId id) {
    List<OrderLine> lines = lines(random.nextInt(1, 6));
    Money total = total(lines);
    Map<Sku, Integer> goods = goods(lines);
    List<ReservedLine> reserved =
        goods.entrySet().stream().map(it -> new ReservedLine(it.getKey(), it.getValue())).toList();
    Instant at = START.plusSeconds(random.nextInt(400_000));
    String country = random.nextInt(5) == 0 ? "France" : "United Kingdom";
    CustomerId customer = random.nextInt(3) == 0 ? null : new CustomerId("c" + random.nextInt(4));
    var steps = thing();
    steps.add(() ->
        List.of(new OrderPlaced(id, customer, Channel.TRUSTED, country, lines, total, "tok", at)));
    steps.add(() -> {
      List<DomainEvent> events = new ArrayList<>();
      events.add(new ReservationMade(id, reserved));
      goods.forEach((sku, units) ->
          events.add(stock(sku, 0, units, level -> new StockReserved(sku, id, units, level))));
      return events;
    });
    steps.add(() -> List.of(new PaymentRequested(id, total, "tok")));
    switch (random.nextInt(6)) {
      case 0 -> declined(steps, id, reserved, goods);
      case 1 -> {
        cancelled(steps, id, total, false);
        released(steps, id, ReleaseReason.ORDER_CANCELLED, reserved, goods);
      }
      case 2 -> {
        confirmed(steps, id, total);
        cancelled(steps, id, total, true);
        released(steps, id, ReleaseReason.ORDER_CANCELLED, reserved, goods);
      }
      default -> {
        confirmed(steps, id, total);
        Map<Sku, Integer> left = partlyCancelled(steps, id, lines, goods);
        shipped(steps, id, lines, left);
      }
    }
  }

  private void declined(
      Deque<Supplier<List<DomainEvent>>> steps,
      OrderId id,
      List<ReservedLine> reserved,
      Map<Sku, Integer> goods) {
    steps.add(() -> List.of(new PaymentDeclined(id, "no funds")));
    released(steps, id, ReleaseReason.ORDER_REJECTED, reserved, goods);
    steps.add(() -> List.of(new OrderRejected(id, RejectReason.PAYMENT_DECLINED)));
  }

  private void released(
      Deque<Supplier<List<DomainEvent>>> steps,
      OrderId id,
      ReleaseReason reason,
      List<ReservedLine> reserved,
      Map<Sku, Integer> goods) {
    steps.add(() -> {
      List<DomainEvent> events = new ArrayList<>();
      events.add(new ReservationReleased(id, reason, reserved));
      goods.forEach((sku, units) ->
          events.add(stock(sku, 0, -units, level -> new StockReleased(sku, id, units, level))));
      return events;
    });
  }

  private void cancelled(
      Deque<Supplier<List<DomainEvent>>> steps, OrderId id, Money total, boolean confirmed) {
    steps.add(() -> List.of(new OrderCancelled(id, "changed my mind", confirmed, total)));
    if (confirmed) {
      refunded(steps, id, total);
    } else {
      steps.add(() -> List.of(new VoidRequested(id)));
      steps.add(() -> List.of(new PaymentAuthorized(id, total, "ref"), new VoidRequested(id)));
      steps.add(() -> List.of(new PaymentVoided(id)));
    }
  }

  private void confirmed(Deque<Supplier<List<DomainEvent>>> steps, OrderId id, Money total) {
    steps.add(() -> List.of(new PaymentAuthorized(id, total, "ref")));
    steps.add(() -> List.of(new CaptureRequested(id, total, "ref")));
    steps.add(() -> List.of(new OrderConfirmed(id)));
    steps.add(() -> List.of(new PaymentCaptured(id, total)));
  }

  /// @return the goods that are left
  private Map<Sku, Integer> partlyCancelled(
      Deque<Supplier<List<DomainEvent>>> steps,
      OrderId id,
      List<OrderLine> lines,
      Map<Sku, Integer> goods) {
    OrderLine last = lines.getLast();
    Map<Sku, Integer> left = new TreeMap<>(Comparator.comparing(Sku::value));
    left.putAll(goods);
    if (lines.size() < 2 || last.kind() == LineKind.SERVICE || random.nextInt(3) != 0) {
      return left;
    }
    Sku sku = last.sku();
    List<ReservedLine> off = List.of(new ReservedLine(sku, 1));
    steps.add(() ->
        List.of(
            new LinesCancelled(
                id, 1, List.of(new ReturnedLine(sku, 1)), last.unitPrice(), "enough")));
    refunded(steps, id, last.unitPrice());
    steps.add(() ->
        List.of(
            new ReservationReduced(id, 1, off),
            stock(sku, 0, -1, level -> new StockReleased(sku, id, 1, level))));
    left.computeIfPresent(sku, (_, units) -> units == 1 ? null : units - 1);
    return left;
  }

  private void shipped(
      Deque<Supplier<List<DomainEvent>>> steps,
      OrderId id,
      List<OrderLine> lines,
      Map<Sku, Integer> goods) {
    List<ReservedLine> reserved =
        goods.entrySet().stream().map(it -> new ReservedLine(it.getKey(), it.getValue())).toList();
    steps.add(() -> List.of(new OrderShipped(id)));
    steps.add(() -> {
      List<DomainEvent> events = new ArrayList<>();
      events.add(new ReservationShipped(id, reserved));
      goods.forEach((sku, units) ->
          events.add(stock(sku, -units, -units, level -> new StockShipped(sku, id, units, level))));
      return events;
    });
    OrderLine line = lines.getFirst();
    if (random.nextInt(3) == 0
        && 2 * line.unitPrice().minor() + lines.getLast().unitPrice().minor() + 5
            <= total(lines).minor()) {
      steps.add(() ->
          List.of(
              new GoodsReturned(
                  id,
                  new ReturnId("return-" + named++),
                  List.of(new ReturnedLine(line.sku(), 1)),
                  line.unitPrice(),
                  "broken")));
      refunded(steps, id, line.unitPrice());
      steps.add(() ->
          List.of(
              new OrderCredited(id, new CreditNoteId("credit-" + named++), pounds(5), "sorry")));
      refunded(steps, id, pounds(5));
    }
  }

  private void refunded(Deque<Supplier<List<DomainEvent>>> steps, OrderId id, Money amount) {
    RefundId refund = new RefundId("refund-" + named++);
    steps.add(() -> List.of(new RefundRequested(id, refund, amount, "ref")));
    steps.add(() -> List.of(new PaymentRefunded(id, refund, amount)));
  }

  private List<OrderLine> lines(int count) {
    List<OrderLine> lines = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      boolean service = random.nextInt(6) == 0;
      Sku sku = service ? new Sku("POST") : skus.get(random.nextInt(skus.size()));
      lines.add(
          new OrderLine(
              i,
              service ? LineKind.SERVICE : LineKind.GOODS,
              sku,
              "a \"mug\", é",
              random.nextInt(1, 13),
              pounds(random.nextInt(0, 900))));
    }
    return lines;
  }

  private static Map<Sku, Integer> goods(List<OrderLine> lines) {
    Map<Sku, Integer> units = new TreeMap<>(Comparator.comparing(Sku::value));
    lines.stream()
        .filter(it -> it.kind() == LineKind.GOODS)
        .forEach(it -> units.merge(it.sku(), it.units(), Integer::sum));
    return units;
  }

  private static Money total(List<OrderLine> lines) {
    return lines.stream().map(OrderLine::amount).reduce(pounds(0), Money::plus);
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
