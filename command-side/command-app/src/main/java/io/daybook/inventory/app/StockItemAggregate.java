package io.daybook.inventory.app;

import io.daybook.inventory.command.StockItemCommand;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.command.StockItemCommand.CorrectReservedStock;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.domain.StockItem;
import io.daybook.inventory.domain.StockItemDecider;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on the stock of one sku. The rules are in [StockItemDecider].
@AggregateRoot(type = "StockItem")
final class StockItemAggregate extends AggregateShell<StockItemCommand, StockItem, StockItemEvent> {

  StockItemAggregate() {
    super(new StockItemDecider());
  }

  @Decides
  Answer on(ReceiveStock command) {
    return decide(command);
  }

  @Decides
  Answer on(AdjustStock command) {
    return decide(command);
  }

  @Decides
  Answer on(CorrectReservedStock command) {
    return decide(command);
  }

  @EventSourcingHandler(payloadType = StockItem.class)
  void on(DomainEventMessage<StockItem> snapshot) {
    recall(snapshot);
  }

  @EventSourcingHandler
  void on(StockItemEvent event) {
    remember(event);
  }
}
