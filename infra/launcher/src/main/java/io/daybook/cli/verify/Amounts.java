package io.daybook.cli.verify;

import io.daybook.kernel.Money;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A sum of money in any number of currencies. Equal when every currency's sum is; a sum of zero is
/// as good as none.
///
/// Not thread-safe.
final class Amounts {

  private final Map<String, Long> minor = new TreeMap<>();

  /// The sum of a JSON list of money.
  static Amounts of(JsonNode list) {
    Amounts sum = new Amounts();
    list.forEach(money -> sum.add(LogEvent.money(money)));
    return sum;
  }

  Amounts add(Money money) {
    minor.merge(money.currency().value(), money.minor(), Math::addExact);
    minor.values().removeIf(sum -> sum == 0);
    return this;
  }

  Amounts add(Amounts other) {
    other.minor.forEach((currency, sum) -> minor.merge(currency, sum, Math::addExact));
    minor.values().removeIf(sum -> sum == 0);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amounts amounts && minor.equals(amounts.minor);
  }

  @Override
  public int hashCode() {
    return minor.hashCode();
  }

  @Override
  public String toString() {
    return minor.isEmpty()
        ? "0.00"
        : minor.entrySet().stream()
            .map(it -> "%s %,.2f".formatted(it.getKey(), it.getValue() / 100.0))
            .collect(Collectors.joining(" + "));
  }
}
