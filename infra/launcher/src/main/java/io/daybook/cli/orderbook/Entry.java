package io.daybook.cli.orderbook;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A record of an order book with the verdict on it.
public sealed interface Entry {

  /// Name of the file it stands in.
  String file();

  /// Its number in that file, counted from 1 after the heading.
  long number();

  /// A line that could be read and is of some kind of business.
  ///
  /// @param kind never [LineKind#REFUSED]
  record Accepted(BookLine line, LineKind kind) implements Entry {

    @Override
    public String file() {
      return line.file();
    }

    @Override
    public long number() {
      return line.number();
    }
  }

  /// A record that is refused before anything is sent.
  ///
  /// @param line null when the record can't even be read as a line
  record Refused(String file, long number, @Nullable BookLine line, String text, String reason)
      implements Entry {}

  /// The retailer's day of this entry; null when it can't be read.
  default @Nullable LocalDate date() {
    return switch (this) {
      case Accepted(BookLine line, _) -> line.date();
      case Refused(_, _, BookLine line, _, _) when line != null -> line.date();
      case Refused _ -> null;
    };
  }
}
