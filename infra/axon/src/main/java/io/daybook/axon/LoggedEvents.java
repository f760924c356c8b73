package io.daybook.axon;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/// Reads single events of a log again.
public final class LoggedEvents {

  private LoggedEvents() {}

  /// The events at these positions, in the same order.
  ///
  /// @throws IllegalStateException when the thread is interrupted
  public static List<TrackedEventMessage<?>> at(
      StreamableMessageSource<TrackedEventMessage<?>> log, List<Long> positions) {
    List<TrackedEventMessage<?>> events = new ArrayList<>();
    for (long position : positions) {
      try (BlockingStream<TrackedEventMessage<?>> stream =
          log.openStream(position == 1 ? null : new GlobalSequenceTrackingToken(position - 1))) {
        events.add(stream.nextAvailable());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
    return events;
  }
}
