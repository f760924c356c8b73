package io.daybook.cart.app;

import static java.util.Objects.requireNonNullElse;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.daybook.cart.command.CartCommand.CheckOut;
import io.daybook.cart.command.CartCommand.OpenCart;
import io.daybook.cart.command.CartCommand.RemoveCartLine;
import io.daybook.cart.command.CartCommand.SetCartLine;
import io.daybook.cart.command.CartRejection.CartProductNotOnSale;
import io.daybook.cart.domain.Cart;
import io.daybook.cart.domain.CartDecider;
import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartLine;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.app.Call;
import io.daybook.kernel.app.Endpoint;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RefusedException;
import io.daybook.kernel.app.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cart's part of the command API.
final class CartEndpoints implements Endpoints {

  private static final CartDecider RULES = new CartDecider();

  /// How long a product that was listed a moment ago may take to be known here.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PriceList prices;
  private final LogEventStore eventLog;

  CartEndpoints(PriceList prices, LogEventStore eventLog) {
    this.prices = prices;
    this.eventLog = eventLog;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(POST, "/v1/carts", CartEndpoints::open).perhapsTaking("OpenCart"),
        Endpoint.of(PUT, "/v1/carts/{cartId}/lines/{sku}", this::set).taking("SetCartLine"),
        Endpoint.of(DELETE, "/v1/carts/{cartId}/lines/{sku}", CartEndpoints::remove),
        Endpoint.of(POST, "/v1/carts/{cartId}/checkout", this::checkOut)
            .taking("CheckOut")
            .keyed());
  }

  private static Wish open(Call call) {
    NewCart it = call.body(NewCart.class);
    CartId cart = new CartId(call.newId("cart"));
    return Wish.created(
        new OpenCart(cart, it.customerId(), requireNonNullElse(it.currency(), Currency.GBP)),
        cart,
        "/v1/carts/%s",
        cart);
  }

  private Wish set(Call call) {
    CartId cart = cart(call);
    Sku sku = call.id("sku", Sku::new);
    PriceList.Entry entry = onSale(cart, sku);
    CartLine line = new CartLine(sku, entry.name(), call.body(Line.class).units(), entry.price());
    return Wish.done(new SetCartLine(cart, line), cart);
  }

  private static Wish remove(Call call) {
    CartId cart = cart(call);
    return Wish.done(new RemoveCartLine(cart, call.id("sku", Sku::new)), cart);
  }

  /// Prices are looked up for what is in the cart just now; a line that is set at this very moment
  /// is refused as one whose price changed.
  private Wish checkOut(Call call) {
    CartId cart = cart(call);
    CheckOutForm it = call.body(CheckOutForm.class);
    OrderId order = new OrderId(call.newId("order/" + cart));
    Map<Sku, Money> listPrices = prices.pricesOf(skusIn(cart));
    return Wish.ordered(
        new CheckOut(cart, order, listPrices, it.country(), it.paymentToken()), order);
  }

  private PriceList.Entry onSale(CartId cart, Sku sku) {
    Optional<PriceList.Entry> entry = prices.find(sku);
    if (entry.isEmpty() && prices.awaitPosition(eventLog.head(), PATIENCE)) {
      entry = prices.find(sku);
    }
    return entry.orElseThrow(() -> new RefusedException(new CartProductNotOnSale(cart, sku)));
  }

  private List<Sku> skusIn(CartId id) {
    StreamId stream = StreamId.of(CartEvent.STREAM_TYPE, id);
    Cart cart = RULES.initial();
    var events = eventLog.readEvents(stream.toString());
    while (events.hasNext()) {
      cart = RULES.evolve(cart, (CartEvent) events.next().getPayload());
    }
    return cart.lines().stream().map(CartLine::sku).toList();
  }

  private static CartId cart(Call call) {
    return call.id("cartId", CartId::new);
  }

  private record NewCart(@Nullable CustomerId customerId, @Nullable Currency currency) {}

  private record Line(int units) {}

  private record CheckOutForm(String country, String paymentToken) {}
}
