package io.daybook.eventstore;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/// Turns Axon's messages into rows and back. Thread-safe as its serializer is.
///
/// @param serializer must write JSON
public record EventMessages(Serializer serializer, EventUpcaster upcasters) {

  /// The row of an event that is to be written. An event that belongs to no aggregate makes a
  /// stream of its own.
  StoredEvent row(EventMessage<?> message) {
    return message instanceof DomainEventMessage<?> event && event.getType() != null
        ? row(event, event.getAggregateIdentifier(), event.getSequenceNumber() + 1, event.getType())
        : row(message, message.getIdentifier(), 1, "");
  }

  private StoredEvent row(
      EventMessage<?> message, String stream, long version, String aggregateType) {
    SerializedObject<String> payload = message.serializePayload(serializer, String.class);
    SerializedObject<String> metadata = message.serializeMetaData(serializer, String.class);
    String revision = payload.getType().getRevision();
    Instant at = message.getTimestamp().truncatedTo(ChronoUnit.MICROS);
    return new StoredEvent(
        0,
        stream,
        version,
        aggregateType,
        message.getIdentifier(),
        payload.getType().getName(),
        revision == null ? "" : revision,
        payload.getData(),
        metadata.getData(),
        at);
  }

  /// The messages of rows of the log, upcast, each with its token; a payload is deserialised when
  /// it is first asked for, once for all readers.
  public List<TrackedEventMessage<?>> tracked(List<StoredEvent> rows) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            rows.stream().map(AxonRow::tracked), serializer, upcasters)
        .toList();
  }

  /// The messages of rows of one stream, upcast.
  DomainEventStream inStream(Stream<StoredEvent> rows) {
    return EventStreamUtils.upcastAndDeserializeDomainEvents(
        rows.map(AxonRow::ofStream), serializer, upcasters);
  }
}
