package io.daybook.eventstore;

/// The connection was lost while the append was on its way, and the database did not come back soon
/// enough to ask: it was written entirely or not at all. Sent again with its idempotency key, a
/// command gets its true outcome.
public final class OutcomeUnknownException extends EventStoreUnavailableException {

  private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
