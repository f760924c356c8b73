package io.daybook.eventstore;

import org.axonframework.common.AxonNonTransientException;

/// Somebody else holds a name that the command claimed; nothing of the command was written.
public final class ClaimTakenException extends AxonNonTransientException {

  private static final long serialVersionUID = 1L;

  private final String kind;
  private final String value;

  /// The name stays out of the message, since it may be personal.
  ClaimTakenException(String kind, String value) {
    super("The %s that the command claims is held by another".formatted(kind));
    this.kind = kind;
    this.value = value;
  }

  public String kind() {
    return kind;
  }

  public String value() {
    return value;
  }
}
