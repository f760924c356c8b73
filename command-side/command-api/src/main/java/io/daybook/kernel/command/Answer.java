package io.daybook.kernel.command;

import io.daybook.kernel.StreamId;

/// What a command came to. The result of every command on the bus.
public sealed interface Answer {

  /// It was accepted; what it asked for is in the log (or had been there before).
  ///
  /// @param stream of the aggregate that decided
  /// @param version of that stream now, 0 when it has no event
  /// @param position last position that the command wrote; 0 when it wrote nothing
  record Done(StreamId stream, long version, long position) implements Answer {}

  /// It was refused and changed nothing.
  record Refused(Rejection rejection) implements Answer {}
}
