package io.daybook.kernel;

/// The stock keeping unit of a product, exactly as its owner spells it: `85123A` and `85123a` are
/// two.
///
/// @param value see [Identifier#value()]
public record Sku(String value) implements Identifier {

  public Sku {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
