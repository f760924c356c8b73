package io.daybook.catalog.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.catalog.command.ProductCommand;
import io.daybook.catalog.command.ProductCommand.ChangePrice;
import io.daybook.catalog.command.ProductCommand.DelistProduct;
import io.daybook.catalog.command.ProductCommand.ListProduct;
import io.daybook.catalog.command.ProductCommand.ReviseProduct;
import io.daybook.catalog.command.ProductRejection.PriceCurrencyDiffers;
import io.daybook.catalog.command.ProductRejection.PriceOutOfRange;
import io.daybook.catalog.command.ProductRejection.ProductAlreadyListed;
import io.daybook.catalog.command.ProductRejection.ProductNotListed;
import io.daybook.catalog.domain.Product.Delisted;
import io.daybook.catalog.domain.Product.NeverListed;
import io.daybook.catalog.domain.Product.OnSale;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductDelisted;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;
import io.daybook.kernel.domain.UnitPrice;

/// The rules of one product. A product that was delisted may be listed anew, with anything changed.
public final class ProductDecider implements Decider<ProductCommand, Product, ProductEvent> {

  @Override
  public Product initial() {
    return new NeverListed();
  }

  @Override
  public Decision<ProductEvent> decide(ProductCommand command, Product product) {
    return switch (command) {
      case ListProduct(var sku, _, _, _, var price) when UnitPrice.isOutOfRange(price) ->
          reject(new PriceOutOfRange(sku, price));
      case ListProduct(_, var name, var text, var category, var price)
          when product.equals(new OnSale(name, text, category, price)) ->
          nothing();
      case ListProduct(var sku, _, _, _, _) when product instanceof OnSale ->
          reject(new ProductAlreadyListed(sku));
      case ListProduct(var sku, var name, var text, var category, var price) ->
          accept(new ProductListed(sku, name, text, category, price));

      case ReviseProduct(_, var name, var text, var category)
          when product instanceof OnSale now && now.reads(name, text, category) ->
          nothing();
      case ReviseProduct(var sku, var name, var text, var category)
          when product instanceof OnSale ->
          accept(new ProductRevised(sku, name, text, category));
      case ReviseProduct(var sku, _, _, _) -> reject(new ProductNotListed(sku));

      case ChangePrice(var sku, var price)
          when product instanceof OnSale && UnitPrice.isOutOfRange(price) ->
          reject(new PriceOutOfRange(sku, price));
      case ChangePrice(var sku, var price)
          when product instanceof OnSale now && !now.price().currency().equals(price.currency()) ->
          reject(new PriceCurrencyDiffers(sku, now.price().currency()));
      case ChangePrice(_, var price)
          when product instanceof OnSale now && now.price().equals(price) ->
          nothing();
      case ChangePrice(var sku, var price) when product instanceof OnSale now ->
          accept(new PriceChanged(sku, price, now.price()));
      case ChangePrice(var sku, _) -> reject(new ProductNotListed(sku));

      case DelistProduct _ when product instanceof Delisted -> nothing();
      case DelistProduct(var sku, var reason) when product instanceof OnSale ->
          accept(new ProductDelisted(sku, reason));
      case DelistProduct(var sku, _) -> reject(new ProductNotListed(sku));
    };
  }

  @Override
  public Product evolve(Product product, ProductEvent event) {
    return switch (event) {
      case ProductListed(_, var name, var text, var category, var price) ->
          new OnSale(name, text, category, price);
      case ProductRevised(_, var name, var text, var category) when product instanceof OnSale now ->
          now.reading(name, text, category);
      case PriceChanged(_, var price, _) when product instanceof OnSale now -> now.at(price);
      case ProductRevised _, PriceChanged _ -> product;
      case ProductDelisted _ -> new Delisted();
    };
  }
}
