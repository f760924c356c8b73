package io.daybook.bench.rebuild;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// What happens to the orders of a retailer, one event after the other, without end. Time is
/// counted in orders: with each that is placed, earlier ones go on, so that the events of an order
/// lie as far apart as in a real log. Not thread-safe.
final class OrderHistory {

  private static final int PRODUCTS = 4_000;
  private static final int CUSTOMERS = 5_000;
  private static final int MEAN_LINES = 15;
  private static final int MOST_LINES = 200;
  private static final Instant START = Instant.parse("2025-01-01T08:00:00Z");
  private static final Duration BETWEEN_ORDERS = Duration.ofMinutes(5);
  private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

  private final Random random = new Random(20_261_124);
  private final TreeMap<Long, List<OrderEvent>> later = new TreeMap<>();
  private final Deque<OrderEvent> now = new ArrayDeque<>();
  private long orders;

  /// The next event; first of all comes an order.
  OrderEvent next() {
    if (now.isEmpty()) {
      now.add(place());
      while (!later.isEmpty() && later.firstKey() <= orders) {
        now.addAll(later.pollFirstEntry().getValue());
      }
    }
    return now.remove();
  }

  private OrderPlaced place() {
    orders++;
    List<OrderLine> lines = lines();
    OrderPlaced placed =
        new OrderPlaced(
            new OrderId(IDS.generate().toString()),
            oneOf(5) ? null : new CustomerId("customer-" + random.nextInt(CUSTOMERS)),
            Channel.SHOP,
            oneOf(10) ? "France" : "United Kingdom",
            lines,
            lines.stream().map(OrderLine::amount).reduce(pounds(0), Money::plus),
            "tok-" + orders,
            START.plus(BETWEEN_ORDERS.multipliedBy(orders)));
    long confirmed = orders + random.nextInt(1, 20);
    if (oneOf(25)) {
      at(confirmed, new OrderRejected(placed.orderId(), reason()));
    } else if (oneOf(100)) {
      at(confirmed, cancelled(placed, false));
    } else {
      at(confirmed, new OrderConfirmed(placed.orderId()));
      goOn(placed, confirmed);
    }
    return placed;
  }

  private void goOn(OrderPlaced placed, long confirmed) {
    OrderId id = placed.orderId();
    long shipped = confirmed + random.nextInt(20, 400);
    if (oneOf(33)) {
      at(shipped, cancelled(placed, true));
      return;
    }
    List<OrderLine> lines = placed.lines();
    boolean isReduced = lines.size() > 1 && oneOf(50);
    if (isReduced) {
      OrderLine off = lines.getFirst();
      at(shipped - 10, new LinesCancelled(id, 1, units(off), off.amount(), "not to be found"));
    }
    at(shipped, new OrderShipped(id));
    OrderLine last = lines.getLast();
    if (oneOf(12)) {
      at(
          shipped + random.nextInt(100, 3_000),
          new GoodsReturned(
              id, new ReturnId(IDS.generate().toString()), units(last), last.amount(), "broken"));
    } else if (oneOf(33)) {
      at(
          shipped + random.nextInt(100, 3_000),
          new OrderCredited(
              id, new CreditNoteId(IDS.generate().toString()), last.unitPrice(), "late"));
    }
  }

  private List<OrderLine> lines() {
    int wanted = Math.min(MOST_LINES, 1 + (int) (-MEAN_LINES * Math.log(1 - random.nextDouble())));
    Set<Integer> products = new HashSet<>();
    List<OrderLine> lines = new ArrayList<>();
    while (lines.size() < wanted) {
      int product = random.nextInt(PRODUCTS);
      if (products.add(product)) {
        lines.add(
            new OrderLine(
                lines.size() + 1,
                LineKind.GOODS,
                new Sku(String.valueOf(20_000 + product)),
                "White hanging heart T-light holder %d".formatted(product),
                random.nextInt(1, 25),
                pounds(85 + product % 1_200)));
      }
    }
    return lines;
  }

  private void at(long order, OrderEvent event) {
    later.computeIfAbsent(order, _ -> new ArrayList<>()).add(event);
  }

  private boolean oneOf(int so) {
    return random.nextInt(so) == 0;
  }

  private RejectReason reason() {
    RejectReason[] all = RejectReason.values();
    return all[random.nextInt(all.length)];
  }

  private static OrderCancelled cancelled(OrderPlaced placed, boolean confirmed) {
    return new OrderCancelled(placed.orderId(), "changed my mind", confirmed, placed.total());
  }

  private static List<ReturnedLine> units(OrderLine line) {
    return List.of(new ReturnedLine(line.sku(), line.units()));
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
