package io.daybook.operations.event;

import io.daybook.kernel.Identifier;

/// One event of the log, or a deadline: the id under which readers heard of it.
///
/// @param value see [Identifier#value()]
public record LoggedEventId(String value) implements Identifier {

  public LoggedEventId {
    Identifier.checked(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
