package io.daybook.catalog.app;

import static java.util.Objects.requireNonNullElse;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.daybook.catalog.command.ProductCommand.ChangePrice;
import io.daybook.catalog.command.ProductCommand.DelistProduct;
import io.daybook.catalog.command.ProductCommand.ListProduct;
import io.daybook.catalog.command.ProductCommand.ReviseProduct;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.app.Call;
import io.daybook.kernel.app.Endpoint;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.Wish;
import io.daybook.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalogue's part of the command API.
final class ProductEndpoints implements Endpoints {

  private static final int LONGEST_REASON = 500;

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.of(POST, "/v1/products", ProductEndpoints::list).taking("ListProduct"),
        Endpoint.of(PATCH, "/v1/products/{sku}", ProductEndpoints::revise).taking("ReviseProduct"),
        Endpoint.of(DELETE, "/v1/products/{sku}", ProductEndpoints::delist),
        Endpoint.of(PUT, "/v1/products/{sku}/price", ProductEndpoints::price)
            .taking("ChangePrice"));
  }

  private static Wish list(Call call) {
    Listing it = call.body(Listing.class);
    return Wish.created(
        new ListProduct(
            it.sku(),
            it.name(),
            requireNonNullElse(it.description(), ""),
            it.category(),
            it.price()),
        it.sku(),
        "/v1/products/%s",
        it.sku());
  }

  private static Wish revise(Call call) {
    Sku sku = sku(call);
    Revision it = call.body(Revision.class);
    return Wish.done(
        new ReviseProduct(sku, it.name(), requireNonNullElse(it.description(), ""), it.category()),
        sku);
  }

  private static Wish price(Call call) {
    Sku sku = sku(call);
    return Wish.done(new ChangePrice(sku, call.body(NewPrice.class).price()), sku);
  }

  private static Wish delist(Call call) {
    String reason = call.query().getOrDefault("reason", "delisted");
    if (reason.isEmpty()
        || reason.length() > LONGEST_REASON
        || reason.chars().anyMatch(Character::isISOControl)) {
      throw ProblemException.ofParameter("reason", "must be 1 to 500 printable characters");
    }
    return Wish.done(new DelistProduct(sku(call), reason), sku(call));
  }

  private static Sku sku(Call call) {
    return call.id("sku", Sku::new);
  }

  private record Listing(
      Sku sku, String name, @Nullable String description, String category, Money price) {}

  private record Revision(String name, @Nullable String description, String category) {}

  private record NewPrice(Money price) {}
}
