package io.daybook.inventory.command;

import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Command;

/// Everything that can be asked of the stock of one sku alone.
public sealed interface StockItemCommand extends Command {

  Sku sku();

  @Override
  default StreamId stream() {
    return StreamId.of(StockItemEvent.STREAM_TYPE, sku());
  }

  /// Book goods in.
  ///
  /// @param units at least 1
  /// @param reference the delivery's own number, or where the goods came from
  record ReceiveStock(Sku sku, int units, String reference) implements StockItemCommand {}

  /// Set the books right.
  ///
  /// @param delta units more or fewer, not 0; never more fewer than are available
  record AdjustStock(Sku sku, int delta, String reason) implements StockItemCommand {}

  /// Set the units promised right, which the auditor found not to be the sum of the live
  /// reservations. A difference and not a sum: reservations made meanwhile don't matter.
  ///
  /// @param delta units promised more or fewer, not 0
  /// @param reason what the auditor found
  record CorrectReservedStock(Sku sku, int delta, String reason) implements StockItemCommand {}
}
