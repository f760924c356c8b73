package io.daybook.inventory.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.inventory.command.InventoryRejection.StockWouldBeNegative;
import io.daybook.inventory.command.InventoryRejection.UnitsOutOfRange;
import io.daybook.inventory.command.StockItemCommand;
import io.daybook.inventory.command.StockItemCommand.AdjustStock;
import io.daybook.inventory.command.StockItemCommand.CorrectReservedStock;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;

/// The rules of the stock of one sku alone. Promises are decided by [ReservationDecider].
///
/// No command is repeatable: two deliveries of ten mugs look the same.
public final class StockItemDecider
    implements Decider<StockItemCommand, StockItem, StockItemEvent> {

  @Override
  public StockItem initial() {
    return StockItem.NONE;
  }

  @Override
  public Decision<StockItemEvent> decide(StockItemCommand command, StockItem item) {
    return switch (command) {
      case ReceiveStock(var sku, var units, _) when units < 1 ->
          reject(new UnitsOutOfRange(sku, units));
      case ReceiveStock(var sku, var units, var reference) ->
          accept(new StockReceived(sku, units, reference, item.received(units)));

      case AdjustStock(var sku, var delta, _) when delta == 0 ->
          reject(new UnitsOutOfRange(sku, delta));
      case AdjustStock(var sku, var delta, _) when item.level().available() + delta < 0 ->
          reject(new StockWouldBeNegative(sku, delta, item.level().available()));
      case AdjustStock(var sku, var delta, var reason) ->
          accept(new StockAdjusted(sku, delta, reason, item.received(delta)));

      case CorrectReservedStock(var sku, var delta, _) when delta == 0 ->
          reject(new UnitsOutOfRange(sku, delta));
      case CorrectReservedStock(var sku, var delta, _) when item.level().promised() + delta < 0 ->
          reject(new StockWouldBeNegative(sku, delta, item.level().promised()));
      case CorrectReservedStock(var sku, var delta, _) when item.level().available() < delta ->
          reject(new StockWouldBeNegative(sku, -delta, item.level().available()));
      case CorrectReservedStock(var sku, var delta, var reason) ->
          accept(new StockReservedCorrected(sku, delta, reason, item.promising(delta)));
    };
  }

  @Override
  public StockItem evolve(StockItem item, StockItemEvent event) {
    return new StockItem(event.level());
  }
}
