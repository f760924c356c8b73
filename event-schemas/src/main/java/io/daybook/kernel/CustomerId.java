package io.daybook.kernel;

/// One customer: a UUIDv7 that we gave, or the number by which a trusted channel knows them.
///
/// @param value see [Identifier#value()]
public record CustomerId(String value) implements Identifier {

  public CustomerId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
