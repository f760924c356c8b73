package io.daybook.eventstore;

import org.axonframework.modelling.command.ConcurrencyException;

/// What became of one append.
sealed interface Outcome {

  /// It is in the log.
  ///
  /// @param last its last position; 0 when it had no event
  record Written(long last) implements Outcome {}

  /// It was refused, and wrote nothing.
  sealed interface Refused extends Outcome {
    RuntimeException exception();
  }

  /// The stream isn't where the command thought.
  record StreamMoved(String stream, long expected) implements Refused {
    @Override
    public RuntimeException exception() {
      return new ConcurrencyException(
          "The stream %s is not at version %d".formatted(stream, expected));
    }
  }

  /// The idempotency key has a receipt.
  record Answered(String key) implements Refused {
    @Override
    public RuntimeException exception() {
      return new AlreadyAnsweredException(key);
    }
  }

  /// Somebody else holds the value.
  record Taken(String kind, String value) implements Refused {
    @Override
    public RuntimeException exception() {
      return new ClaimTakenException(kind, value);
    }
  }

  /// It could not be written, for no reason of its own or for one that only the database saw.
  record Failed(RuntimeException exception) implements Outcome {}
}
