package io.daybook.operations.command;

import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Repeatable;
import io.daybook.operations.event.LoggedEventId;
import io.daybook.operations.event.SkippedEvent;

/// Everything that can be asked about an event that a reader of the log failed at.
public sealed interface SkipCommand extends Repeatable {

  LoggedEventId eventId();

  @Override
  default StreamId stream() {
    return StreamId.of(SkippedEvent.STREAM_TYPE, eventId());
  }

  /// Write down that a reader goes on without it. Written once for each reader.
  ///
  /// @param position 0 for a deadline
  record SkipEvent(
      LoggedEventId eventId, String reader, String sequence, long position, String reason)
      implements SkipCommand {}
}
