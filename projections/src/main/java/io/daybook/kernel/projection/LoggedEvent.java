package io.daybook.kernel.projection;

import io.daybook.axon.UnknownEvents;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.StreamId;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/// One event of the log as read models see it.
///
/// @param position its place in the log
/// @param version its place in its stream, from 1
/// @param at when it was recorded
/// @param id of the message that carried it
/// @param message that carried it; its metadata are decoded when they are first asked for
public record LoggedEvent(
    DomainEvent event, long position, long version, Instant at, String id, Message<?> message) {

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          EventName name = type.getAnnotation(EventName.class);
          return name == null ? type.getSimpleName() : name.value();
        }
      };

  /// What Axon's message says of its event.
  ///
  /// @throws IllegalArgumentException when it is none of ours
  public static LoggedEvent of(TrackedEventMessage<?> message) {
    if (message instanceof DomainEventMessage<?> stored
        && message.getPayload() instanceof DomainEvent event) {
      return new LoggedEvent(
          event,
          message.trackingToken().position().orElseThrow(),
          stored.getSequenceNumber() + 1,
          message.getTimestamp(),
          message.getIdentifier(),
          message);
    }
    throw new IllegalArgumentException(
        "No reader knows events of type " + message.getPayloadType().getName());
  }

  /// What the messages say that this release knows; the others are passed over.
  ///
  /// @throws IllegalArgumentException when one is none of ours
  public static List<LoggedEvent> known(List<TrackedEventMessage<?>> messages) {
    return UnknownEvents.without(messages).stream().map(LoggedEvent::of).toList();
  }

  /// The stream that a message belongs to, without reading its payload; null when it is of none.
  public static @Nullable StreamId streamOf(TrackedEventMessage<?> message) {
    return message instanceof DomainEventMessage<?> stored
            && stored.getAggregateIdentifier().indexOf('/') > 0
        ? StreamId.parse(stored.getAggregateIdentifier())
        : null;
  }

  /// The contract name of the event.
  public String name() {
    return NAMES.get(event.getClass());
  }

  /// The contract name of the event that a message carries, without reading it.
  static String nameOf(TrackedEventMessage<?> message) {
    return NAMES.get(message.getPayloadType());
  }

  /// What the metadata say under `key`; null when they don't.
  public @Nullable String meta(String key) {
    Object value = message.getMetaData().get(key);
    return value == null ? null : value.toString();
  }
}
