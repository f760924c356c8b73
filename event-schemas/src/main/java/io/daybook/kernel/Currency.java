package io.daybook.kernel;

/// An ISO 4217 currency code. Written to JSON as a plain string.
///
/// The JDK's table is the source of what exists.
public record Currency(String value) implements Identifier {

  public static final Currency GBP = new Currency("GBP");

  public Currency {
    java.util.Currency.getInstance(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
