package io.daybook.kernel;

/// An amount of money: whole minor units (pence, cents) of one currency. May be negative.
///
/// Arithmetic is exact: an overflow throws instead of wrapping.
///
/// @param minor the amount in minor currency units
/// @param currency whose minor units they are
public record Money(long minor, Currency currency) implements Comparable<Money> {

  public static Money of(long minor, Currency currency) {
    return new Money(minor, currency);
  }

  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /// @throws IllegalArgumentException when the currencies differ
  /// @throws ArithmeticException when the sum does not fit a `long`
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  /// @throws IllegalArgumentException when the currencies differ
  /// @throws ArithmeticException when the difference does not fit a `long`
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
  }

  /// @throws ArithmeticException when the product does not fit a `long`
  public Money times(long factor) {
    return new Money(Math.multiplyExact(minor, factor), currency);
  }

  public boolean isZero() {
    return minor == 0;
  }

  public boolean isNegative() {
    return minor < 0;
  }

  public boolean isPositive() {
    return minor > 0;
  }

  /// Whether this is in the currency of `limit` and not more.
  public boolean isWithin(Money limit) {
    return currency.equals(limit.currency) && minor <= limit.minor;
  }

  /// @throws IllegalArgumentException when the currencies differ
  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, sameCurrency(other).minor);
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "%s and %s do not add up".formatted(currency, other.currency));
    }
    return other;
  }
}
