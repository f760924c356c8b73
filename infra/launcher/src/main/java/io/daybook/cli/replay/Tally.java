package io.daybook.cli.replay;

import io.daybook.cli.orderbook.BookLine;
import io.daybook.cli.orderbook.Entry.Accepted;
import io.daybook.cli.orderbook.LineKind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Counts what an order book has and what became of it, in lines, pence and units.
///
/// Not thread-safe.
final class Tally {

  private final Map<LineKind, Sum> inBook = new EnumMap<>(LineKind.class);
  private final Map<LineKind, Sum> taken = new EnumMap<>(LineKind.class);
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, Set<String>> spellings = new TreeMap<>();

  /// Lines, their money and their units.
  record Sum(long lines, long pence, long units) {

    static final Sum NONE = new Sum(0, 0, 0);

    Sum plus(BookLine line) {
      return new Sum(lines + 1, Math.addExact(pence, Math.abs(line.pence())), units + line.units());
    }
  }

  void add(Outcome outcome) {
    BookLine line = outcome.line();
    if (outcome.kind() == LineKind.REFUSED) {
      reasons.merge(withoutIds(outcome.reason()), 1L, Long::sum);
    }
    if (line == null) {
      inBook.merge(LineKind.REFUSED, new Sum(1, 0, 0), Tally::plus);
      taken.merge(LineKind.REFUSED, new Sum(1, 0, 0), Tally::plus);
      return;
    }
    LineKind asRead =
        outcome.entry() instanceof Accepted accepted ? accepted.kind() : LineKind.REFUSED;
    inBook.merge(asRead, Sum.NONE.plus(line), Tally::plus);
    taken.merge(outcome.kind(), Sum.NONE.plus(line), Tally::plus);
    spellings
        .computeIfAbsent(line.code().toUpperCase(Locale.ROOT), _ -> new TreeSet<>())
        .add(line.code());
  }

  /// What the book says.
  Sum inBook(LineKind kind) {
    return inBook.getOrDefault(kind, Sum.NONE);
  }

  /// What Daybook took.
  Sum taken(LineKind kind) {
    return taken.getOrDefault(kind, Sum.NONE);
  }

  /// Why lines were refused, with how many of them.
  Map<String, Long> reasons() {
    return reasons;
  }

  /// Codes that differ in letter case only; each spelling is a sku of its own.
  Map<String, Set<String>> spellings() {
    Map<String, Set<String>> several = new TreeMap<>(spellings);
    several.values().removeIf(one -> one.size() == 1);
    return several;
  }

  static Sum plus(Sum one, Sum other) {
    return new Sum(
        one.lines() + other.lines(), one.pence() + other.pence(), one.units() + other.units());
  }

  /// Reasons that differ in the sku or number only are one reason.
  private static String withoutIds(String reason) {
    int detail = reason.indexOf(": ");
    return reason.startsWith("4") && detail > 0 ? reason.substring(0, detail) : reason;
  }
}
