package io.daybook.eventstore;

import org.axonframework.common.AxonNonTransientException;

/// The idempotency key has its receipt already; nothing of the command was written. Read the
/// receipt.
public final class AlreadyAnsweredException extends AxonNonTransientException {

  private static final long serialVersionUID = 1L;

  AlreadyAnsweredException() {
    super("The idempotency key is answered already");
  }
}
