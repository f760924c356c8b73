package io.daybook.eventstore;

import java.time.Instant;

/// An event as it stands in the log, its JSON unread.
///
/// @param position place in the whole log, from 1
/// @param stream aggregate identifier with its type in front
/// @param version place in the stream, from 1
/// @param type contract name
/// @param payload JSON text
/// @param metadata JSON text
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
    Instant recordedAt) {}
