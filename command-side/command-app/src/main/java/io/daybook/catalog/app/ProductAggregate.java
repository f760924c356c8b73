package io.daybook.catalog.app;

import io.daybook.catalog.command.ProductCommand;
import io.daybook.catalog.command.ProductCommand.ChangePrice;
import io.daybook.catalog.command.ProductCommand.DelistProduct;
import io.daybook.catalog.command.ProductCommand.ListProduct;
import io.daybook.catalog.command.ProductCommand.ReviseProduct;
import io.daybook.catalog.domain.Product;
import io.daybook.catalog.domain.ProductDecider;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on a product. The rules are in [ProductDecider].
@AggregateRoot(type = "Product")
final class ProductAggregate extends AggregateShell<ProductCommand, Product, ProductEvent> {

  ProductAggregate() {
    super(new ProductDecider());
  }

  @Decides
  Answer on(ListProduct command) {
    return decide(command);
  }

  @Decides
  Answer on(ReviseProduct command) {
    return decide(command);
  }

  @Decides
  Answer on(ChangePrice command) {
    return decide(command);
  }

  @Decides
  Answer on(DelistProduct command) {
    return decide(command);
  }

  @EventSourcingHandler
  void on(ProductEvent event) {
    remember(event);
  }
}
