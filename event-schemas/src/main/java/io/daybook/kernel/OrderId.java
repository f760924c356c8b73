package io.daybook.kernel;

/// One order: a UUIDv7 that we gave, or the number by which a trusted channel knows it.
///
/// @param value see [Identifier#value()]
public record OrderId(String value) implements Identifier {

  public OrderId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
