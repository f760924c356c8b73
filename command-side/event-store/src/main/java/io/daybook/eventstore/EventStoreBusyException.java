package io.daybook.eventstore;

/// Too many commands wait to be written; this one was turned away. It may come again a little
/// later.
public final class EventStoreBusyException extends EventStoreUnavailableException {

  private static final long serialVersionUID = 1L;

  EventStoreBusyException(String message) {
    super(message, null);
  }
}
