package io.daybook.ordering.domain;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.domain.UnitPrice;
import io.daybook.ordering.event.OrderLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rules that the lines of every document keep, and their sum.
final class Lines {

  /// Most lines in one document.
  static final int LINE_LIMIT = 1_000;

  /// Most units in one line.
  static final int UNIT_LIMIT = 1_000_000;

  private Lines() {}

  /// The first rule that the lines break, as a sentence; empty when they keep them all.
  static Optional<String> brokenRule(List<OrderLine> lines) {
    if (lines.isEmpty() || lines.size() > LINE_LIMIT) {
      return Optional.of("There are 1 to %,d lines.".formatted(LINE_LIMIT));
    }
    if (IntStream.range(0, lines.size()).anyMatch(i -> lines.get(i).number() != i + 1)) {
      return Optional.of("Lines are numbered from 1, in order.");
    }
    if (lines.stream().anyMatch(line -> line.units() < 1 || line.units() > UNIT_LIMIT)) {
      return Optional.of("A line has 1 to %,d units.".formatted(UNIT_LIMIT));
    }
    if (lines.stream().anyMatch(line -> UnitPrice.isOutOfRange(line.unitPrice()))) {
      return Optional.of(
          "A unit price is 0 to %,d minor units.".formatted(UnitPrice.HIGHEST_MINOR));
    }
    Currency currency = lines.getFirst().unitPrice().currency();
    if (lines.stream().anyMatch(line -> !line.unitPrice().currency().equals(currency))) {
      return Optional.of("All lines are in one currency.");
    }
    return Optional.empty();
  }

  /// What lines that keep the rules come to.
  static Money total(List<OrderLine> lines) {
    return lines.stream().map(OrderLine::amount).reduce(Money::plus).orElseThrow();
  }
}
