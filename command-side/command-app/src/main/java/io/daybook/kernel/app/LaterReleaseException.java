package io.daybook.kernel.app;

/// A stream has an event that only a later release knows, so this one decides nothing about it.
final class LaterReleaseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param type contract name of the event
  LaterReleaseException(String type) {
    super("Only a later release knows events of type " + type);
  }
}
