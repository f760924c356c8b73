package io.daybook.ordering.projection;

import io.daybook.axon.EventJson;
import io.daybook.ordering.event.OrderLine;
import java.util.List;

/// A line as the tables keep it: flat, since its currency stands on its document.
record StoredLine(
    int number, String kind, String sku, String description, int units, long unitMinor) {

  static String json(List<OrderLine> lines) {
    return EventJson.mapper().writeValueAsString(lines.stream().map(StoredLine::of).toList());
  }

  private static StoredLine of(OrderLine line) {
    return new StoredLine(
        line.number(),
        line.kind().name(),
        line.sku().value(),
        line.description(),
        line.units(),
        line.unitPrice().minor());
  }
}
