package io.daybook.cli.replay;

import io.daybook.cli.orderbook.BookLine;
import io.daybook.cli.orderbook.Entry;
import io.daybook.cli.orderbook.Entry.Accepted;
import io.daybook.cli.orderbook.Entry.Refused;
import io.daybook.cli.orderbook.LineKind;
import org.jspecify.annotations.Nullable;

/// What became of one entry of an order book.
///
/// @param kind what it is in Daybook now, or [LineKind#REFUSED]
/// @param reason why it was refused, or a remark; may be empty
record Outcome(Entry entry, LineKind kind, String reason) {

  static Outcome taken(Accepted entry) {
    return new Outcome(entry, entry.kind(), "");
  }

  static Outcome refused(Entry entry, String reason) {
    return new Outcome(entry, LineKind.REFUSED, reason);
  }

  static Outcome of(Refused entry) {
    return refused(entry, entry.reason());
  }

  /// Null when the entry can't be read as a line.
  @Nullable BookLine line() {
    return switch (entry) {
      case Accepted(BookLine line, _) -> line;
      case Refused refused -> refused.line();
    };
  }
}
