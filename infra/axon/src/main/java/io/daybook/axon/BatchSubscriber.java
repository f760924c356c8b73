package io.daybook.axon;

import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/// What a [LogProcessor] feeds: it takes batches in order and remembers how far it has come.
public interface BatchSubscriber {

  /// The last position whose effect is kept; 0 when nothing is. Asked at start and after a failure.
  long position();

  /// Takes the next events and remembers `position`, both or neither.
  ///
  /// A batch whose outcome was lost comes again, perhaps cut otherwise: its effect must be the
  /// same. Of events that this release doesn't know ([UnknownEvents]) only the position counts.
  ///
  /// @param batch in log order; not empty
  /// @param position of the last event of `batch`
  void apply(List<TrackedEventMessage<?>> batch, long position);
}
