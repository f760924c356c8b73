package io.daybook.ordering.projection;

import io.daybook.axon.EventJson;
import io.daybook.ordering.event.OrderLine;
import java.util.List;

/// A line as the tables keep it: flat, since its currency stands on its document. Its components
/// stand as `jsonb` sorts them, by length: the server finds them in order.
record StoredLine(
    String sku, String kind, int units, int number, long unitMinor, String description) {

  static String json(List<OrderLine> lines) {
    return EventJson.mapper().writeValueAsString(lines.stream().map(StoredLine::of).toList());
  }

  private static StoredLine of(OrderLine line) {
    return new StoredLine(
        line.sku().value(),
        line.kind().name(),
        line.units(),
        line.number(),
        line.unitPrice().minor(),
        line.description());
  }
}
