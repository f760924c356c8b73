package io.daybook.kernel;

/// One refund of a payment; derived from what caused it, so that asking twice is asking once.
///
/// @param value see [Identifier#value()]
public record RefundId(String value) implements Identifier {

  public RefundId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
