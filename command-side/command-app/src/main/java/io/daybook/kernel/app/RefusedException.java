package io.daybook.kernel.app;

import io.daybook.kernel.command.Rejection;

/// A request is refused before it became a command.
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  public RefusedException(Rejection rejection) {
    super(rejection.toString(), null, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }
}
