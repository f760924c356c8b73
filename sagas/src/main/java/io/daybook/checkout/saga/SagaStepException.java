package io.daybook.checkout.saga;

import org.axonframework.eventhandling.EventMessage;

/// A checkout could not take an event. It will be told again.
final class SagaStepException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SagaStepException(EventMessage<?> event, Throwable cause) {
    super("%s was not taken".formatted(event.getPayload()), cause);
  }
}
