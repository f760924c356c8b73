package io.daybook.cart.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.cart.command.CartCommand;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.command.CartCommand.CheckOut;
import io.daybook.cart.command.CartCommand.OpenCart;
import io.daybook.cart.command.CartCommand.RemoveCartLine;
import io.daybook.cart.command.CartCommand.SetCartLine;
import io.daybook.cart.command.CartRejection;
import io.daybook.cart.command.CartRejection.CartAlreadyCheckedOut;
import io.daybook.cart.command.CartRejection.CartAlreadyOpen;
import io.daybook.cart.command.CartRejection.CartCurrencyDiffers;
import io.daybook.cart.command.CartRejection.CartEmpty;
import io.daybook.cart.command.CartRejection.CartFull;
import io.daybook.cart.command.CartRejection.CartNotOpen;
import io.daybook.cart.command.CartRejection.CartPricesChanged;
import io.daybook.cart.command.CartRejection.CartUnitsOutOfRange;
import io.daybook.cart.command.CartRejection.CartWasAbandoned;
import io.daybook.cart.command.CartRejection.PriceDifference;
import io.daybook.cart.domain.Cart.Status;
import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartEvent.CartAbandoned;
import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartEvent.CartLineRemoved;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;
import java.util.List;
import java.util.Map;

/// The rules of one cart. It is opened once, and ends checked out or abandoned.
public final class CartDecider implements Decider<CartCommand, Cart, CartEvent> {

  /// Most different products in one cart.
  static final int LINE_LIMIT = 500;

  /// Most units of one product.
  static final int UNIT_LIMIT = 100_000;

  @Override
  public Cart initial() {
    return Cart.NONE;
  }

  @Override
  public Decision<CartEvent> decide(CartCommand command, Cart cart) {
    return switch (command) {
      case OpenCart(var id, var customer, var currency) when cart.is(Status.NONE) ->
          accept(new CartOpened(id, customer, currency));
      case OpenCart(_, var customer, var currency) when cart.keeps(customer, currency) -> nothing();
      case OpenCart(var id, _, _) -> reject(new CartAlreadyOpen(id));

      case SetCartLine(var id, _) when !cart.isOpen() -> reject(notOpen(id, cart));
      case SetCartLine(_, var line) when cart.holds(line) -> nothing();
      case SetCartLine(var id, var line) when line.units() < 1 || line.units() > UNIT_LIMIT ->
          reject(new CartUnitsOutOfRange(id, line.sku(), line.units()));
      case SetCartLine(var id, var line) when !cart.keepsPricesIn(line.unitPrice().currency()) ->
          reject(new CartCurrencyDiffers(id, line.unitPrice().currency()));
      case SetCartLine(var id, var line)
          when cart.lines().size() >= LINE_LIMIT && !cart.holds(line.sku()) ->
          reject(new CartFull(id, LINE_LIMIT));
      case SetCartLine(var id, var line) -> accept(new CartLineSet(id, line));

      case RemoveCartLine(var id, _) when !cart.isOpen() -> reject(notOpen(id, cart));
      case RemoveCartLine(_, var sku) when !cart.holds(sku) -> nothing();
      case RemoveCartLine(var id, var sku) -> accept(new CartLineRemoved(id, sku));

      case CheckOut(_, var order, _, _, _) when cart.becameOrder(order) -> nothing();
      case CheckOut(var id, _, _, _, _) when !cart.isOpen() -> reject(notOpen(id, cart));
      case CheckOut(var id, _, _, _, _) when cart.isEmpty() -> reject(new CartEmpty(id));
      case CheckOut(var id, _, var prices, _, _) when !differences(cart, prices).isEmpty() ->
          reject(new CartPricesChanged(id, differences(cart, prices)));
      case CheckOut(var id, var order, _, var country, var token) ->
          accept(
              new CartCheckedOut(
                  id, order, cart.customerId(), cart.lines(), cart.total(), country, token));

      case AbandonCart(var id, _) when cart.is(Status.NONE) -> reject(new CartNotOpen(id));
      case AbandonCart(var id, var touches) when cart.isOpen() && cart.touches() == touches ->
          accept(new CartAbandoned(id));
      case AbandonCart _ -> nothing();
    };
  }

  @Override
  public Cart evolve(Cart cart, CartEvent event) {
    return switch (event) {
      case CartOpened(_, var customer, var currency) -> cart.opened(customer, currency);
      case CartLineSet(_, var line) -> cart.with(line);
      case CartLineRemoved(_, var sku) -> cart.without(sku);
      case CartCheckedOut(_, var order, _, _, _, _, _) -> cart.checkedOutAs(order);
      case CartAbandoned _ -> cart.abandoned();
    };
  }

  private static CartRejection notOpen(CartId id, Cart cart) {
    return switch (cart.status()) {
      case NONE -> new CartNotOpen(id);
      case CHECKED_OUT -> new CartAlreadyCheckedOut(id);
      case ABANDONED -> new CartWasAbandoned(id);
      case OPEN -> throw new IllegalArgumentException("Cart %s is open".formatted(id));
    };
  }

  private static List<PriceDifference> differences(Cart cart, Map<Sku, Money> listPrices) {
    return cart.lines().stream()
        .filter(line -> !line.unitPrice().equals(listPrices.get(line.sku())))
        .map(it -> new PriceDifference(it.sku(), it.unitPrice(), listPrices.get(it.sku())))
        .toList();
  }
}
