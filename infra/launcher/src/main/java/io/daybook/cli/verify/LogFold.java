package io.daybook.cli.verify;

import java.util.HashMap;
import java.util.Map;

/// The whole log folded: what every view should say. Grows with the shop, not with the log.
///
/// Not thread-safe.
final class LogFold {

  final StockFold stock = new StockFold();
  final OrderFold orders = new OrderFold();
  final ProductFold products = new ProductFold();
  private final Map<String, Long> versions = new HashMap<>();
  private final Offenders disorder = new Offenders();
  private long position;

  void on(LogEvent event) {
    disorder.unless(
        event.position() == position + 1,
        "position %d follows %d".formatted(event.position(), position));
    position = event.position();
    long before = versions.getOrDefault(event.stream(), 0L);
    disorder.unless(
        event.version() == before + 1,
        "%s has version %d after %d".formatted(event.stream(), event.version(), before));
    versions.put(event.stream(), event.version());
    stock.on(event);
    orders.on(event);
    products.on(event);
  }

  /// The last position that was folded.
  long position() {
    return position;
  }

  /// Version of the stream; 0 when there is none.
  long version(String stream) {
    return versions.getOrDefault(stream, 0L);
  }

  Check order() {
    return disorder.check(
        "The log has no gap: positions and versions count up by one",
        "%,d events in %,d streams".formatted(position, versions.size()));
  }
}
