package io.daybook.axon;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one reader passes over: events that a later release has written, of a type or a revision
/// that this one doesn't know. Each type is logged once, each event counted. Thread-safe.
public final class UnknownEvents {

  private static final Logger log = LoggerFactory.getLogger(UnknownEvents.class);

  private final String reader;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private final LongAdder count = new LongAdder();

  UnknownEvents(String reader) {
    this.reader = reader;
  }

  /// Whether this release doesn't know what a message says. Doesn't read its payload.
  public static boolean contain(EventMessage<?> message) {
    return UnknownSerializedType.class.isAssignableFrom(message.getPayloadType());
  }

  /// The messages that this release knows, in the same order.
  public static List<TrackedEventMessage<?>> without(List<TrackedEventMessage<?>> messages) {
    return messages.stream().anyMatch(UnknownEvents::contain)
        ? messages.stream().filter(it -> !contain(it)).toList()
        : messages;
  }

  /// The type under which a message that is unknown was written.
  public static SerializedType typeOf(EventMessage<?> message) {
    return ((UnknownSerializedType) message.getPayload()).serializedType();
  }

  /// Notes those of a batch that the reader has passed over.
  void note(List<TrackedEventMessage<?>> batch) {
    for (TrackedEventMessage<?> message : batch) {
      if (contain(message)) {
        count.increment();
        SerializedType type = typeOf(message);
        if (logged.add(type.getName() + "." + type.getRevision())) {
          log.warn(
              "{} passes over events of {}, revision {}, which this release doesn't know; the first"
                  + " is at position {}",
              reader,
              type.getName(),
              type.getRevision(),
              message.trackingToken().position().orElse(0));
        }
      }
    }
  }

  /// How many were passed over since the start; a batch that came again counts again.
  long count() {
    return count.sum();
  }
}
