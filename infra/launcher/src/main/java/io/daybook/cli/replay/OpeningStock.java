package io.daybook.cli.replay;

import io.daybook.cli.http.Call;
import io.daybook.cli.orderbook.Entry;
import io.daybook.cli.orderbook.Entry.Accepted;
import io.daybook.cli.orderbook.LineKind;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a book takes out of stock, sku by sku: its orders and its negative adjustments. An order
/// book says nothing of deliveries, so this is what has to be there when it begins.
final class OpeningStock {

  private final Map<String, Integer> taken = new TreeMap<>();
  private @Nullable LocalDate begin;

  /// Counts an entry in.
  void count(Entry entry) {
    if (entry instanceof Accepted(var line, var kind)) {
      begin = begin == null ? line.date() : begin;
      boolean takes =
          kind == LineKind.ORDER_LINE || (kind == LineKind.STOCK_ADJUSTMENT && line.units() < 0);
      if (takes) {
        taken.merge(line.code(), Math.abs(line.units()), Math::addExact);
      }
    }
  }

  /// Adds a receipt for every sku to `batch`.
  ///
  /// @param percent how much of what is taken shall be there, 100 for all of it
  void receive(int percent, Batch batch) {
    taken.forEach((sku, units) -> {
      int delivered = Math.toIntExact((long) units * percent / 100);
      if (delivered > 0) {
        batch.add(
            sku,
            "POST",
            "/v1/stock/" + Call.encoded(sku) + "/receipts",
            Keys.of("opening-stock", String.valueOf(begin), sku, delivered),
            Bodies.receipt(delivered, "opening stock " + begin));
      }
    });
  }
}
