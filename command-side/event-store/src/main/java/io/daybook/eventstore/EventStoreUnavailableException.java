package io.daybook.eventstore;

import org.axonframework.common.AxonTransientException;
import org.jspecify.annotations.Nullable;

/// The store can't take or find anything now. Trying again is right; with the same idempotency key
/// it is also harmless, since the command may have been written before the connection was lost.
public final class EventStoreUnavailableException extends AxonTransientException {

  private static final long serialVersionUID = 1L;

  EventStoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
