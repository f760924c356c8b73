package io.daybook.axon;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/// The log, one stream at a time. Thread-safe.
public interface StreamHistory {

  /// Events of a page of [#all].
  int PAGE = 500;

  /// The next events of a stream, in order; their tokens are their places in the log.
  ///
  /// @param version after which they come; 0 for the first
  /// @param limit at most so many
  List<TrackedEventMessage<?>> after(String stream, long version, int limit);

  /// The last position of the whole log.
  long head();

  /// All events of a stream, read page by page as they are asked for.
  default Stream<TrackedEventMessage<?>> all(String stream) {
    return Stream.iterate(
            after(stream, 0, PAGE),
            page -> !page.isEmpty(),
            page -> page.size() < PAGE ? List.of() : after(stream, version(page), PAGE))
        .flatMap(List::stream);
  }

  private static long version(List<TrackedEventMessage<?>> page) {
    return ((DomainEventMessage<?>) page.getLast()).getSequenceNumber() + 1;
  }
}
