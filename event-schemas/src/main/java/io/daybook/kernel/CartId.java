package io.daybook.kernel;

/// One shopping cart: a UUIDv7.
///
/// @param value see [Identifier#value()]
public record CartId(String value) implements Identifier {

  public CartId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
