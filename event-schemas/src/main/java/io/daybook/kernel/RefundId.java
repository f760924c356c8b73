package io.daybook.kernel;

/// One refund of a payment; derived from what caused it, so that asking twice is asking once.
///
/// @param value see [Identifier#value()], but at most [#LONGEST] characters
public record RefundId(String value) implements Identifier {

  /// Longest one, in characters: room for the identifier of its cause and a word before it.
  public static final int LONGEST = 2 * MAX_LENGTH;

  /// The refund of one cause.
  ///
  /// @param what the kind of cause, such as `return`
  /// @param cause such as the return's own identifier
  public static RefundId of(String what, Identifier cause) {
    return new RefundId(what + "-" + cause.value());
  }

  public RefundId {
    Identifier.checked(value, LONGEST);
  }

  @Override
  public String toString() {
    return value;
  }
}
