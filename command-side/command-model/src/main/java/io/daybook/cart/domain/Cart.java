package io.daybook.cart.domain;

import io.daybook.cart.event.CartLine;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One cart, as far as decisions about it need to know.
///
/// @param customerId null for a guest
/// @param currency of all its prices; null before it is opened
/// @param lines in the order in which they were first set
/// @param touches how many events it has had
/// @param orderId null unless it was checked out
public record Cart(
    Status status,
    @Nullable CustomerId customerId,
    @Nullable Currency currency,
    List<CartLine> lines,
    long touches,
    @Nullable OrderId orderId) {

  /// A cart that nobody has opened.
  public static final Cart NONE = new Cart(Status.NONE, null, null, List.of(), 0, null);

  public Cart {
    lines = List.copyOf(lines);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }

  boolean isOpen() {
    return is(Status.OPEN);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  boolean holds(Sku sku) {
    return lines.stream().anyMatch(line -> line.sku().equals(sku));
  }

  boolean holds(CartLine line) {
    return lines.contains(line);
  }

  boolean keeps(@Nullable CustomerId otherCustomer, Currency otherCurrency) {
    return Objects.equals(customerId, otherCustomer) && otherCurrency.equals(currency);
  }

  boolean keepsPricesIn(Currency other) {
    return other.equals(currency);
  }

  boolean becameOrder(OrderId order) {
    return order.equals(orderId);
  }

  Money total() {
    return lines.stream().map(CartLine::amount).reduce(Money::plus).orElseThrow();
  }

  Cart opened(@Nullable CustomerId customer, Currency prices) {
    return new Cart(Status.OPEN, customer, prices, lines, touches + 1, null);
  }

  Cart with(CartLine line) {
    List<CartLine> after = new ArrayList<>(lines);
    int place = placeOf(line.sku());
    if (place < 0) {
      after.add(line);
    } else {
      after.set(place, line);
    }
    return holding(after);
  }

  Cart without(Sku sku) {
    return holding(lines.stream().filter(line -> !line.sku().equals(sku)).toList());
  }

  Cart checkedOutAs(OrderId order) {
    return new Cart(Status.CHECKED_OUT, customerId, currency, List.of(), touches + 1, order);
  }

  Cart abandoned() {
    return new Cart(Status.ABANDONED, customerId, currency, List.of(), touches + 1, null);
  }

  private Cart holding(List<CartLine> after) {
    return new Cart(status, customerId, currency, after, touches + 1, orderId);
  }

  private int placeOf(Sku sku) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).sku().equals(sku)) {
        return i;
      }
    }
    return -1;
  }

  /// Where a cart stands.
  public enum Status {
    NONE,
    OPEN,
    CHECKED_OUT,
    ABANDONED
  }
}
