package io.daybook.eventstore;

import org.axonframework.common.AxonTransientException;
import org.jspecify.annotations.Nullable;

/// The store can't take or find anything now. Trying again is right; with the same idempotency key
/// it is also harmless. Nothing was written, unless it is an [OutcomeUnknownException].
public sealed class EventStoreUnavailableException extends AxonTransientException
    permits EventStoreBusyException, OutcomeUnknownException {

  private static final long serialVersionUID = 1L;

  EventStoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
