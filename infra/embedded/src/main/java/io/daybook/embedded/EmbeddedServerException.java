package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// A child server could not be started, reached or stopped. The message is a sentence for the
/// person who started it, with the end of the server's log where that explains more.
public final class EmbeddedServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param sentence what is wrong and, if known, what to do about it
  public EmbeddedServerException(String sentence) {
    super(sentence);
  }

  /// @param sentence what is wrong and, if known, what to do about it
  /// @param cause what was thrown
  public EmbeddedServerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  static EmbeddedServerException portInUse(String server, int port) {
    return new EmbeddedServerException(
        "Port %d is in use, so %s can't listen on it.".formatted(port, server));
  }

  static EmbeddedServerException diskFull(String server, Path directory) {
    return new EmbeddedServerException(
        "The disk is full, so %s can't write to %s. Make room and start again."
            .formatted(server, directory));
  }

  static EmbeddedServerException cannotStart(String server, String why, ServerLog log) {
    return new EmbeddedServerException(
        "%s can't start: %s%nThe end of %s:%n%s".formatted(server, why, log.file(), log.tail()));
  }

  /// Says which file operation failed, and calls a full disk by its name.
  static EmbeddedServerException files(String server, Path directory, IOException cause) {
    var text = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return ServerLog.saysDiskFull(String.valueOf(text))
        ? diskFull(server, directory)
        : new EmbeddedServerException(
            "%s can't use %s: %s".formatted(server, directory, cause), cause);
  }
}
