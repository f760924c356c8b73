package io.daybook.kernel;

/// One credit note: a UUIDv7 that we gave, or the number by which a trusted channel knows it.
///
/// @param value see [Identifier#value()]
public record CreditNoteId(String value) implements Identifier {

  public CreditNoteId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
