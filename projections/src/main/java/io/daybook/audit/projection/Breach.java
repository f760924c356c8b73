package io.daybook.audit.projection;

import java.util.List;

/// An invariant that does not hold.
///
/// @param subject what it does not hold for, by its stream: `order/42`, `stock-item/85123A`
/// @param detail how, as a sentence
/// @param positions of the events that break it, in order
record Breach(Invariant invariant, String subject, String detail, List<Long> positions) {

  Breach {
    positions = List.copyOf(positions);
  }

  /// Where it broke.
  long position() {
    return positions.isEmpty() ? 0 : positions.getLast();
  }
}
