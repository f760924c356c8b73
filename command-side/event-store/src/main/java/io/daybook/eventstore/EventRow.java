package io.daybook.eventstore;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/// An event on its way into the log: everything but its position.
///
/// @param version place in the stream, from 1
/// @param message what was handed in, for readers in this process
record EventRow(
    String stream,
    long version,
    String aggregateType,
    String eventId,
    String type,
    String revision,
    String payload,
    String metadata,
    Instant recordedAt,
    DomainEventMessage<?> message) {

  private static final String NUL = "\\u0000";

  /// Serializes a message.
  ///
  /// @throws SerializationException when it holds a NUL character, which `jsonb` can't
  static EventRow of(EventMessage<?> event, Serializer serializer) {
    DomainEventMessage<?> message = domainEvent(event);
    SerializedObject<String> payload = message.serializePayload(serializer, String.class);
    SerializedObject<String> metadata = message.serializeMetaData(serializer, String.class);
    if (payload.getData().contains(NUL) || metadata.getData().contains(NUL)) {
      throw new SerializationException("An event can't hold the character U+0000");
    }
    String revision = payload.getType().getRevision();
    return new EventRow(
        message.getAggregateIdentifier(),
        message.getSequenceNumber() + 1,
        message.getType() == null ? "" : message.getType(),
        message.getIdentifier(),
        payload.getType().getName(),
        revision == null ? "" : revision,
        payload.getData(),
        metadata.getData(),
        message.getTimestamp(),
        message);
  }

  /// An event without an aggregate gets a stream of its own.
  private static DomainEventMessage<?> domainEvent(EventMessage<?> event) {
    return event instanceof DomainEventMessage<?> domainEvent
        ? domainEvent
        : new GenericDomainEventMessage<>(
            "",
            event.getIdentifier(),
            0,
            event.getPayload(),
            MetaData.from(event.getMetaData()),
            event.getIdentifier(),
            event.getTimestamp());
  }
}
