package io.daybook.ordering.domain;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Money;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.ordering.event.ReturnedLine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One order, as far as decisions about it need to know.
///
/// Its life: placed, then confirmed or rejected or cancelled; a confirmed one is shipped or
/// cancelled, as a whole or in part; a shipped one takes returns.
///
/// @param placed as it was placed; null before
/// @param endReason why it was cancelled; null unless it was
/// @param returned units that came back or were called off, by sku
/// @param returns that were accepted
/// @param credits issued, by credit note
/// @param cancellations how often some of its units were called off
/// @param givenBack minor units owed back so far, by returns and credits
public record Order(
    Status status,
    @Nullable OrderPlaced placed,
    @Nullable String endReason,
    Map<Sku, Integer> returned,
    Set<ReturnId> returns,
    Map<CreditNoteId, OrderCredited> credits,
    int cancellations,
    long givenBack) {

  /// An order that nobody placed.
  public static final Order NONE =
      new Order(Status.UNKNOWN, null, null, Map.of(), Set.of(), Map.of(), 0, 0);

  public Order {
    returned = Map.copyOf(returned);
    returns = Set.copyOf(returns);
    credits = Map.copyOf(credits);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }

  /// As it was placed.
  ///
  /// @throws NullPointerException when it was not
  OrderPlaced content() {
    return Objects.requireNonNull(placed, "nobody placed the order");
  }

  boolean wasCancelledFor(String reason) {
    return is(Status.CANCELLED) && reason.equals(endReason);
  }

  boolean accepted(ReturnId id) {
    return returns.contains(id);
  }

  boolean issued(OrderCredited credit) {
    return credit.equals(credits.get(credit.creditNoteId()));
  }

  boolean issued(CreditNoteId id) {
    return credits.containsKey(id);
  }

  /// What was paid and not given back yet.
  Money creditable() {
    Money total = content().total();
    return Money.of(total.minor() - givenBack, total.currency());
  }

  /// Units of all goods that were not called off and did not come back.
  long goodsLeft() {
    long ordered =
        content().lines().stream()
            .filter(it -> it.kind() == LineKind.GOODS)
            .mapToLong(OrderLine::units)
            .sum();
    return ordered - returned.values().stream().mapToLong(Integer::longValue).sum();
  }

  /// Units of `sku` that were neither called off nor came back. Services do neither.
  int returnable(Sku sku) {
    int shipped =
        content().lines().stream().filter(it -> isGoods(it, sku)).mapToInt(OrderLine::units).sum();
    return shipped - returned.getOrDefault(sku, 0);
  }

  /// What `units` of `sku` cost that come back, or are off, next: in the order of the lines.
  Money priceOfReturn(Sku sku, int units) {
    int before = returned.getOrDefault(sku, 0);
    int left = units;
    Money price = Money.zero(content().total().currency());
    for (OrderLine line : content().lines()) {
      if (isGoods(line, sku)) {
        int gone = Math.min(before, line.units());
        int taken = Math.min(left, line.units() - gone);
        before -= gone;
        left -= taken;
        price = price.plus(line.unitPrice().times(taken));
      }
    }
    return price;
  }

  Order placedAs(OrderPlaced event) {
    return new Order(
        Status.PLACED, event, null, returned, returns, credits, cancellations, givenBack);
  }

  Order now(Status next) {
    return new Order(next, placed, endReason, returned, returns, credits, cancellations, givenBack);
  }

  Order cancelledFor(String reason) {
    return new Order(
        Status.CANCELLED, placed, reason, returned, returns, credits, cancellations, givenBack);
  }

  Order with(LinesCancelled event) {
    long owed = givenBack + event.refund().minor();
    return new Order(
        status, placed, endReason, less(event.lines()), returns, credits, event.number(), owed);
  }

  Order with(GoodsReturned event) {
    Map<Sku, Integer> units = less(event.lines());
    Set<ReturnId> ids = new HashSet<>(returns);
    ids.add(event.returnId());
    long owed = givenBack + event.refund().minor();
    return new Order(status, placed, endReason, units, ids, credits, cancellations, owed);
  }

  Order with(OrderCredited event) {
    Map<CreditNoteId, OrderCredited> notes = new HashMap<>(credits);
    notes.put(event.creditNoteId(), event);
    long owed = givenBack + event.amount().minor();
    return new Order(status, placed, endReason, returned, returns, notes, cancellations, owed);
  }

  private Map<Sku, Integer> less(List<ReturnedLine> lines) {
    Map<Sku, Integer> units = new HashMap<>(returned);
    lines.forEach(line -> units.merge(line.sku(), line.units(), Integer::sum));
    return units;
  }

  private static boolean isGoods(OrderLine line, Sku sku) {
    return line.kind() == LineKind.GOODS && line.sku().equals(sku);
  }

  /// Where an order stands.
  public enum Status {
    UNKNOWN,
    PLACED,
    CONFIRMED,
    REJECTED,
    CANCELLED,
    SHIPPED
  }
}
