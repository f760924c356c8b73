package io.daybook.cart.domain;

import io.daybook.cart.command.CartCommand;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.command.CartCommand.CheckOut;
import io.daybook.cart.command.CartCommand.OpenCart;
import io.daybook.cart.command.CartCommand.RemoveCartLine;
import io.daybook.cart.command.CartCommand.SetCartLine;
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
import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartEvent.CartAbandoned;
import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartEvent.CartLineRemoved;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.RuleBook;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CartDeciderSpec extends RuleBook<CartCommand, Cart, CartEvent> {

  private static final CartId CART = new CartId("cart-1");
  private static final OrderId ORDER = new OrderId("order-1");
  private static final CustomerId ANNA = new CustomerId("anna");
  private static final Currency EUR = new Currency("EUR");
  private static final Sku MUG = new Sku("MUG");
  private static final Sku TEA = new Sku("TEA");

  private static final CartEvent OPENED = new CartOpened(CART, null, Currency.GBP);
  private static final CartEvent CHECKED_OUT =
      new CartCheckedOut(CART, ORDER, null, List.of(line(MUG, 2)), gbp(200), "UK", "card");
  private static final CartEvent ABANDONED = new CartAbandoned(CART);
  private static final Map<Sku, Money> PRICES = Map.of(MUG, gbp(100), TEA, gbp(100));

  CartDeciderSpec() {
    super(new CartDecider());
  }

  @Test
  void a_cart_is_opened_once() {
    given().when(open(null, Currency.GBP)).then(OPENED);
    given(OPENED).when(open(null, Currency.GBP)).thenNothing();
  }

  @Test
  void a_cart_belongs_to_one_shopper_and_has_one_currency() {
    given(OPENED).when(open(ANNA, Currency.GBP)).thenRejected(new CartAlreadyOpen(CART));
    given(OPENED).when(open(null, EUR)).thenRejected(new CartAlreadyOpen(CART));
  }

  @Test
  void a_product_is_put_into_the_cart() {
    given(OPENED).when(set(line(MUG, 2))).then(put(MUG, 2));
    given(OPENED, put(MUG, 2)).when(set(line(MUG, 3))).then(put(MUG, 3));
  }

  @Test
  void a_line_that_stands_so_already_is_no_change() {
    given(OPENED, put(MUG, 2)).when(set(line(MUG, 2))).thenNothing();
  }

  @Test
  void a_line_has_a_sensible_number_of_units() {
    given(OPENED).when(set(line(MUG, 0))).thenRejected(new CartUnitsOutOfRange(CART, MUG, 0));
    given(OPENED)
        .when(set(line(MUG, 100_001)))
        .thenRejected(new CartUnitsOutOfRange(CART, MUG, 100_001));
    given(OPENED).when(set(line(MUG, 100_000))).then(put(MUG, 100_000));
  }

  @Test
  void all_prices_are_in_the_currency_of_the_cart() {
    given(OPENED)
        .when(set(new CartLine(MUG, "mug", 1, Money.of(100, EUR))))
        .thenRejected(new CartCurrencyDiffers(CART, EUR));
  }

  @Test
  void a_cart_holds_five_hundred_products_and_no_more() {
    CartEvent[] full =
        Stream.concat(Stream.of(OPENED), IntStream.range(0, 500).mapToObj(i -> put(sku(i), 1)))
            .toArray(CartEvent[]::new);
    given(full).when(set(line(MUG, 1))).thenRejected(new CartFull(CART, 500));
    given(full).when(set(line(sku(7), 2))).then(put(sku(7), 2));
  }

  @Test
  void a_product_is_taken_out_of_the_cart() {
    given(OPENED, put(MUG, 2)).when(new RemoveCartLine(CART, MUG)).then(removed(MUG));
    given(OPENED, put(MUG, 2), removed(MUG)).when(new RemoveCartLine(CART, MUG)).thenNothing();
  }

  @Test
  void a_cart_becomes_an_order_with_the_prices_the_shopper_saw() {
    given(OPENED, put(MUG, 2)).when(checkOut(ORDER, PRICES)).then(CHECKED_OUT);
  }

  @Test
  void lines_stand_in_the_order_in_which_they_were_first_set() {
    given(new CartOpened(CART, ANNA, Currency.GBP), put(TEA, 1), put(MUG, 2), put(TEA, 3))
        .when(checkOut(ORDER, PRICES))
        .then(
            new CartCheckedOut(
                CART, ORDER, ANNA, List.of(line(TEA, 3), line(MUG, 2)), gbp(500), "UK", "card"));
  }

  @Test
  void the_same_checkout_twice_is_a_repetition_and_a_second_one_a_mistake() {
    given(OPENED, put(MUG, 2), CHECKED_OUT).when(checkOut(ORDER, Map.of())).thenNothing();
    given(OPENED, put(MUG, 2), CHECKED_OUT)
        .when(checkOut(new OrderId("order-2"), PRICES))
        .thenRejected(new CartAlreadyCheckedOut(CART));
  }

  @Test
  void an_empty_cart_is_no_order() {
    given(OPENED, put(MUG, 2), removed(MUG))
        .when(checkOut(ORDER, PRICES))
        .thenRejected(new CartEmpty(CART));
  }

  @Test
  void a_changed_price_is_told_and_not_applied() {
    given(OPENED, put(MUG, 2), put(TEA, 1))
        .when(checkOut(ORDER, Map.of(MUG, gbp(120), TEA, gbp(100))))
        .thenRejected(
            new CartPricesChanged(CART, List.of(new PriceDifference(MUG, gbp(100), gbp(120)))));
  }

  @Test
  void a_product_that_left_the_shop_is_told() {
    given(OPENED, put(MUG, 2), put(TEA, 1))
        .when(checkOut(ORDER, Map.of(MUG, gbp(100))))
        .thenRejected(
            new CartPricesChanged(CART, List.of(new PriceDifference(TEA, gbp(100), null))));
  }

  @Test
  void a_cart_that_was_never_opened_takes_nothing() {
    given().when(set(line(MUG, 1))).thenRejected(new CartNotOpen(CART));
    given().when(new RemoveCartLine(CART, MUG)).thenRejected(new CartNotOpen(CART));
    given().when(checkOut(ORDER, PRICES)).thenRejected(new CartNotOpen(CART));
    given().when(new AbandonCart(CART, 0)).thenRejected(new CartNotOpen(CART));
  }

  @Test
  void a_cart_that_was_checked_out_takes_nothing_more() {
    given(OPENED, put(MUG, 2), CHECKED_OUT)
        .when(set(line(TEA, 1)))
        .thenRejected(new CartAlreadyCheckedOut(CART));
    given(OPENED, put(MUG, 2), CHECKED_OUT)
        .when(new RemoveCartLine(CART, MUG))
        .thenRejected(new CartAlreadyCheckedOut(CART));
  }

  @Test
  void a_cart_untouched_for_too_long_is_forgotten() {
    given(OPENED, put(MUG, 2)).when(new AbandonCart(CART, 2)).then(ABANDONED);
    given(OPENED, put(MUG, 2), ABANDONED)
        .when(checkOut(ORDER, PRICES))
        .thenRejected(new CartWasAbandoned(CART));
  }

  @Test
  void a_cart_touched_since_stays() {
    given(OPENED, put(MUG, 2), put(MUG, 3)).when(new AbandonCart(CART, 2)).thenNothing();
  }

  @Test
  void a_cart_that_became_an_order_is_not_forgotten() {
    given(OPENED, put(MUG, 2), CHECKED_OUT).when(new AbandonCart(CART, 3)).thenNothing();
  }

  private static CartCommand open(@Nullable CustomerId customer, Currency currency) {
    return new OpenCart(CART, customer, currency);
  }

  private static CartCommand set(CartLine line) {
    return new SetCartLine(CART, line);
  }

  private static CartCommand checkOut(OrderId order, Map<Sku, Money> prices) {
    return new CheckOut(CART, order, prices, "UK", "card");
  }

  private static CartEvent put(Sku sku, int units) {
    return new CartLineSet(CART, line(sku, units));
  }

  private static CartEvent removed(Sku sku) {
    return new CartLineRemoved(CART, sku);
  }

  private static CartLine line(Sku sku, int units) {
    return new CartLine(sku, "a product", units, gbp(100));
  }

  private static Sku sku(int number) {
    return new Sku("sku-" + number);
  }

  private static Money gbp(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
