package io.daybook.catalog.command;

import io.daybook.catalog.event.ProductEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Command;

/// Everything that can be asked of one product.
public sealed interface ProductCommand extends Command {

  Sku sku();

  @Override
  default StreamId stream() {
    return StreamId.of(ProductEvent.STREAM_TYPE, sku());
  }

  /// Put it on sale. A delisted product may be listed again.
  record ListProduct(Sku sku, String name, String description, String category, Money price)
      implements ProductCommand {}

  /// Change its texts; all of them as they shall be.
  record ReviseProduct(Sku sku, String name, String description, String category)
      implements ProductCommand {}

  /// Change its list price.
  record ChangePrice(Sku sku, Money price) implements ProductCommand {}

  /// Take it off sale.
  record DelistProduct(Sku sku, String reason) implements ProductCommand {}
}
