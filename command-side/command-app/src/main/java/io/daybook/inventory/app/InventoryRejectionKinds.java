package io.daybook.inventory.app;

import static io.daybook.kernel.app.RejectionKind.kind;

import io.daybook.inventory.command.InventoryRejection.NothingReserved;
import io.daybook.inventory.command.InventoryRejection.StockWouldBeNegative;
import io.daybook.inventory.command.InventoryRejection.UnitsOutOfRange;
import io.daybook.kernel.app.RejectionKind;
import io.daybook.kernel.app.RejectionKinds;
import java.util.List;

/// How the rejections of inventory are shown to callers.
final class InventoryRejectionKinds implements RejectionKinds {

  @Override
  public List<RejectionKind<?>> kinds() {
    return List.of(
        kind(
            UnitsOutOfRange.class,
            "inventory/units-out-of-range",
            422,
            "So many units are not possible.",
            "Units are counted from 1, adjustments from anything but 0.",
            it -> "%d is no number of units for %s.".formatted(it.units(), it.sku())),
        kind(
            StockWouldBeNegative.class,
            "inventory/stock-would-be-negative",
            409,
            "The units are not there, or are promised.",
            "Take at most what is available.",
            it ->
                "%d units of %s would be taken, and %d are available."
                    .formatted(-(long) it.delta(), it.sku(), it.available())),
        kind(
            NothingReserved.class,
            "inventory/nothing-reserved",
            409,
            "Nothing is promised to the order.",
            "Look at the order: it may be rejected, cancelled or shipped.",
            it -> "Nothing is promised to order %s.".formatted(it.orderId())));
  }
}
