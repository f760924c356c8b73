package io.daybook.cli.verify;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Stock, sku by sku, by a fold of its own. Not thread-safe.
final class StockFold {

  private final Map<String, Level> levels = new TreeMap<>();
  private final Offenders negative = new Offenders();
  private final Offenders misstated = new Offenders();

  /// Units of one sku.
  record Level(long received, long adjusted, long promised, long shipped) {

    private static final Level NONE = new Level(0, 0, 0, 0);

    long onHand() {
      return received + adjusted - shipped;
    }

    long available() {
      return onHand() - promised;
    }

    Level plus(Level more) {
      return new Level(
          received + more.received,
          adjusted + more.adjusted,
          promised + more.promised,
          shipped + more.shipped);
    }
  }

  void on(LogEvent event) {
    Level change =
        switch (event.type()) {
          case "inventory.stock-received" -> new Level(event.number("units"), 0, 0, 0);
          case "inventory.stock-adjusted" -> new Level(0, event.number("delta"), 0, 0);
          case "inventory.stock-reserved" -> new Level(0, 0, event.number("units"), 0);
          case "inventory.stock-reserved-corrected" -> new Level(0, 0, event.number("delta"), 0);
          case "inventory.stock-released" -> new Level(0, 0, -event.number("units"), 0);
          case "inventory.stock-shipped" ->
              new Level(0, 0, -event.number("units"), event.number("units"));
          default -> Level.NONE;
        };
    if (change.equals(Level.NONE)) {
      return;
    }
    String sku = event.text("sku");
    Level now = levels.merge(sku, change, Level::plus);
    String place = "%s at position %d".formatted(sku, event.position());
    negative.unless(now.onHand() >= 0 && now.promised() >= 0 && now.available() >= 0, place);
    JsonNode told = event.payload().path("level");
    misstated.unless(
        told.path("onHand").asLong() == now.onHand()
            && told.path("promised").asLong() == now.promised(),
        place);
  }

  Map<String, Level> levels() {
    return levels;
  }

  Level total() {
    return levels.values().stream().reduce(Level.NONE, Level::plus);
  }

  Check neverNegative() {
    Level sum = total();
    return negative.check(
        "Stock was never negative, after any event, of any sku",
        "%,d skus: %,d received %+,d adjusted - %,d promised - %,d shipped = %,d available"
            .formatted(
                levels.size(),
                sum.received(),
                sum.adjusted(),
                sum.promised(),
                sum.shipped(),
                sum.available()));
  }

  Check told() {
    return misstated.check("Every stock event tells the level that the log adds up to", "");
  }
}
