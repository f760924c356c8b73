package io.daybook.eventstore;

import org.axonframework.common.AxonNonTransientException;

/// Somebody else holds a name that the command claimed; nothing of the command was written.
public final class ClaimTakenException extends AxonNonTransientException {

  private static final long serialVersionUID = 1L;

  ClaimTakenException() {
    super("A name that the command claims is held by another stream");
  }
}
