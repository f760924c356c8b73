package io.daybook.kernel.command;

import io.daybook.kernel.StreamId;

/// A wish. Time, ids, luck and foreign facts arrive in it; a decision only judges.
public interface Command {

  /// The stream of the aggregate that decides.
  StreamId stream();
}
