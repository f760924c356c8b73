package io.daybook.checkout.saga;

import io.daybook.kernel.command.Command;
import org.jspecify.annotations.Nullable;

/// A saga's command was not answered. Whether it had an effect is unknown; it will be sent again
/// under the same key.
final class SagaCommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SagaCommandException(Command command, @Nullable Throwable cause) {
    super("%s was not answered".formatted(command), cause);
  }
}
