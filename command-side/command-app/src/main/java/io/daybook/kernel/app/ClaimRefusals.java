package io.daybook.kernel.app;

import io.daybook.kernel.command.Rejection;

/// How a command is refused whose claim is somebody else's.
@FunctionalInterface
public interface ClaimRefusals {

  /// @throws IllegalStateException when such a command claims nothing
  Rejection of(Object command);
}
