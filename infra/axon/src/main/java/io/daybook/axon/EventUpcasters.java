package io.daybook.axon;

import java.util.List;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/// What makes events of an older revision into those of the next: every reader of the log or of
/// Kafka's topics has them. No event has a second revision yet.
///
/// Each is for one revision of one type, `contract name` and revision as they were written; the
/// build refuses a new revision of an event that no upcaster leads to from each older one.
public final class EventUpcasters {

  private static final List<EventUpcaster> BY_AGE = List.of();

  private EventUpcasters() {}

  /// All of them, in the order in which revisions came. Thread-safe.
  public static EventUpcaster all() {
    return new EventUpcasterChain(BY_AGE);
  }
}
