package io.daybook.operations.event;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.StreamId;

/// Everything that can have happened to an event that a reader of the log failed at.
public sealed interface SkippedEvent extends DomainEvent {

  /// The stream type of events that were skipped.
  String STREAM_TYPE = "skipped-event";

  LoggedEventId eventId();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, eventId());
  }

  /// An operator let a reader go on without it.
  ///
  /// @param reader who went on, as in `/ops/quarantine`
  /// @param sequence what the events behind it have in common, such as the order
  /// @param position of the event in the log; 0 when it was a deadline, which is not in the log
  /// @param reason why, in the operator's words
  @EventName("operations.event-skipped")
  record EventSkipped(
      LoggedEventId eventId, String reader, String sequence, long position, String reason)
      implements SkippedEvent {}
}
