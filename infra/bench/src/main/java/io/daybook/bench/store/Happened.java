package io.daybook.bench.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.List;

/// What happens to an [Order] here: events of the usual size, about 300 bytes of JSON.
public sealed interface Happened {

  /// Its stream.
  String order();

  /// An order was placed.
  record Placed(
      String order,
      String customer,
      String channel,
      String currency,
      long totalCents,
      List<Line> lines)
      implements Happened {}

  /// A note was added to an order.
  record Noted(String order, String author, String channel, int number, String text)
      implements Happened {}

  /// One line of an order.
  record Line(String sku, int units, long unitPriceCents) {}

  /// Time-ordered, as Daybook's own; thread-safe.
  NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

  /// A name for a new stream.
  static String newOrder() {
    return "order/" + IDS.generate();
  }

  static Placed placed(String order) {
    return new Placed(
        order,
        "customer/17850",
        "web",
        "GBP",
        13_912,
        List.of(
            new Line("85123A", 6, 255),
            new Line("71053", 6, 339),
            new Line("84406B", 8, 275),
            new Line("84029G", 6, 339)));
  }

  static Noted noted(String order, int number) {
    return new Noted(
        order,
        "customer/17850",
        "web",
        number,
        "Please leave the parcel with the neighbour at number 12 if nobody opens the door, and ring"
            + " twice, since the bell is old and the hall is long. Many thanks!");
  }
}
