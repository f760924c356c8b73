package io.daybook.cart.app;

import io.daybook.cart.command.CartCommand;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.command.CartCommand.CheckOut;
import io.daybook.cart.command.CartCommand.OpenCart;
import io.daybook.cart.command.CartCommand.RemoveCartLine;
import io.daybook.cart.command.CartCommand.SetCartLine;
import io.daybook.cart.domain.Cart;
import io.daybook.cart.domain.CartDecider;
import io.daybook.cart.event.CartEvent;
import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on a cart. The rules are in [CartDecider].
@AggregateRoot(type = "Cart")
final class CartAggregate extends AggregateShell<CartCommand, Cart, CartEvent> {

  CartAggregate() {
    super(new CartDecider());
  }

  @Decides
  Answer on(OpenCart command) {
    return decide(command);
  }

  @Decides
  Answer on(SetCartLine command) {
    return decide(command);
  }

  @Decides
  Answer on(RemoveCartLine command) {
    return decide(command);
  }

  @Decides
  Answer on(CheckOut command) {
    return decide(command);
  }

  @Decides
  Answer on(AbandonCart command) {
    return decide(command);
  }

  @EventSourcingHandler
  void on(CartEvent event) {
    remember(event);
  }
}
