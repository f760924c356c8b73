package io.daybook.eventstore;

import java.time.Instant;

/// An event as it stands in the log, its JSON unread.
///
/// @param position place in the whole log, from 1; 0 for a row that has none (yet)
/// @param stream aggregate identifier with its type in front
/// @param version place in the stream, from 1
/// @param aggregateType empty when it belongs to no aggregate
/// @param type contract name
/// @param revision empty when the type has none
/// @param payload JSON text
/// @param metadata JSON text
/// @param recordedAt to the microsecond
public record StoredEvent(
    long position,
    String stream,
    long version,
    String aggregateType,
    String eventId,
    String type,
    String revision,
    String payload,
    String metadata,
    Instant recordedAt) {

  StoredEvent at(long newPosition) {
    return new StoredEvent(
        newPosition,
        stream,
        version,
        aggregateType,
        eventId,
        type,
        revision,
        payload,
        metadata,
        recordedAt);
  }
}
