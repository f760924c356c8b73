package io.daybook.eventstore;

import org.axonframework.common.AxonNonTransientException;

/// The idempotency key has its receipt already; nothing of the command was written. Read the
/// receipt.
public final class AlreadyAnsweredException extends AxonNonTransientException {

  private static final long serialVersionUID = 1L;

  private final String key;

  AlreadyAnsweredException(String key) {
    super("The idempotency key %s is answered already".formatted(key));
    this.key = key;
  }

  public String key() {
    return key;
  }
}
