package io.daybook.eventstore;

import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/// A stretch of the log.
///
/// @param after the last position before it
/// @param last its last position; `after` when it is empty
/// @param messages in order; upcasters may have left out or added some
record Page(long after, long last, List<TrackedEventMessage<?>> messages) {

  static Page empty(long after) {
    return new Page(after, after, List.of());
  }

  boolean isEmpty() {
    return last == after;
  }

  /// The part of it that lies after a position.
  Page from(long position) {
    return position <= after
        ? this
        : new Page(
            position,
            last,
            messages.stream().filter(message -> positionOf(message) > position).toList());
  }

  static long positionOf(TrackedEventMessage<?> message) {
    return message.trackingToken().position().orElseThrow();
  }
}
