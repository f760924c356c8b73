package io.daybook.catalog.event;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;

/// Everything that can have happened to one product.
public sealed interface ProductEvent extends DomainEvent {

  /// The stream type of products.
  String STREAM_TYPE = "product";

  Sku sku();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, sku());
  }

  /// The product is on sale from now on.
  ///
  /// @param description free text, may be empty
  /// @param category where the shop shows it, such as `Kitchen`
  /// @param price list price of one unit
  @EventName("catalog.product-listed")
  record ProductListed(Sku sku, String name, String description, String category, Money price)
      implements ProductEvent {}

  /// Its texts changed; all of them as they are now.
  @EventName("catalog.product-revised")
  record ProductRevised(Sku sku, String name, String description, String category)
      implements ProductEvent {}

  /// Its list price changed.
  ///
  /// @param price from now on
  /// @param previous until now
  @EventName("catalog.price-changed")
  record PriceChanged(Sku sku, Money price, Money previous) implements ProductEvent {}

  /// The product is no longer on sale.
  @EventName("catalog.product-delisted")
  record ProductDelisted(Sku sku, String reason) implements ProductEvent {}
}
