package io.daybook.audit.projection;

import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.kernel.projection.LoggedEvent;
import java.util.List;
import java.util.function.Consumer;

/// The stock of one sku as the auditor adds it up: from what happened to the item, and from the
/// reservations that name it. Not thread-safe.
final class StockBook {

  final String sku;
  long booked;
  long shipped;
  long promised;
  long live;
  boolean broken;

  /// How far `promised` is from `live`, when that was last told.
  long off;

  /// Position of the event after which they differed; 0 while they don't.
  long offSince;

  long version;
  long position;

  StockBook(String sku) {
    this.sku = sku;
  }

  String subject() {
    return StockItemEvent.STREAM_TYPE + "/" + sku;
  }

  void on(StockItemEvent event, LoggedEvent logged, Consumer<Breach> breaches) {
    long before = position;
    switch (event) {
      case StockReceived it -> booked += it.units();
      case StockAdjusted it -> booked += it.delta();
      case StockReserved it -> promised += it.units();
      case StockReleased it -> promised -= it.units();
      case StockReservedCorrected it -> promised += it.delta();
      case StockShipped it -> {
        promised -= it.units();
        shipped += it.units();
      }
    }
    version = logged.version();
    position = logged.position();
    long onHand = booked - shipped;
    boolean negative = onHand < 0 || promised < 0 || promised > onHand;
    boolean misstated = event.level().onHand() != onHand || event.level().promised() != promised;
    if ((negative || misstated) && !broken) {
      String detail =
          "%d on hand and %d promised by the sum of the log; the event says %d and %d"
              .formatted(onHand, promised, event.level().onHand(), event.level().promised());
      List<Long> positions = before == 0 ? List.of(position) : List.of(before, position);
      breaches.accept(new Breach(Invariant.C1, subject(), detail, positions));
    }
    broken = negative || misstated;
  }

  /// Compares what is promised with the reservations, after all of one append was heard.
  ///
  /// @return whether it differs otherwise than it was told last
  boolean compare(List<Long> append, Consumer<Breach> breaches) {
    long now = promised - live;
    if (now == off) {
      return false;
    }
    off = now;
    offSince = now == 0 || append.isEmpty() ? 0 : append.getLast();
    if (now != 0) {
      String detail = "%d promised, %d in live reservations".formatted(promised, live);
      breaches.accept(new Breach(Invariant.S1, subject(), detail, append));
    }
    return true;
  }
}
