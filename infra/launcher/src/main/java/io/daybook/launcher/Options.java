package io.daybook.launcher;

import java.nio.file.Path;

/// How Daybook is started.
///
/// @param data where everything is kept
/// @param port of the APIs on 127.0.0.1; 0 takes any free one
/// @param fresh whether to forget what is kept there
/// @param kafka whether to start a Kafka broker, and to publish the log there
public record Options(Path data, int port, boolean fresh, boolean kafka) {

  /// Without Kafka.
  public Options(Path data, int port, boolean fresh) {
    this(data, port, fresh, false);
  }
}
