package io.daybook.kernel;

/// One return of goods of an order: a UUIDv7.
///
/// @param value see [Identifier#value()]
public record ReturnId(String value) implements Identifier {

  public ReturnId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
