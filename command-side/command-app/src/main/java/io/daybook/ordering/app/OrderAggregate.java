package io.daybook.ordering.app;

import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
import io.daybook.ordering.command.OrderCommand;
import io.daybook.ordering.command.OrderCommand.AcceptReturn;
import io.daybook.ordering.command.OrderCommand.CancelLines;
import io.daybook.ordering.command.OrderCommand.CancelOrder;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.IssueCreditNote;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.command.OrderCommand.ShipOrder;
import io.daybook.ordering.domain.Order;
import io.daybook.ordering.domain.OrderDecider;
import io.daybook.ordering.event.OrderEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on an order. The rules are in [OrderDecider].
@AggregateRoot(type = "Order")
final class OrderAggregate extends AggregateShell<OrderCommand, Order, OrderEvent> {

  OrderAggregate() {
    super(new OrderDecider());
  }

  @Decides
  Answer on(PlaceOrder command) {
    return decide(command);
  }

  @Decides
  Answer on(ConfirmOrder command) {
    return decide(command);
  }

  @Decides
  Answer on(RejectOrder command) {
    return decide(command);
  }

  @Decides
  Answer on(CancelOrder command) {
    return decide(command);
  }

  @Decides
  Answer on(CancelLines command) {
    return decide(command);
  }

  @Decides
  Answer on(ShipOrder command) {
    return decide(command);
  }

  @Decides
  Answer on(AcceptReturn command) {
    return decide(command);
  }

  @Decides
  Answer on(IssueCreditNote command) {
    return decide(command);
  }

  @EventSourcingHandler
  void on(OrderEvent event) {
    remember(event);
  }
}
