package io.daybook.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/// An event as it stands in the log, its texts in UTF-8: for those who hand it on and would only
/// turn strings into bytes again. The arrays are not to be altered.
///
/// @param position place in the whole log, from 1
/// @param stream aggregate identifier with its type in front
/// @param version place in the stream, from 1
/// @param aggregateType empty when it belongs to no aggregate
/// @param type contract name
/// @param revision empty when the type has none
/// @param payload JSON
/// @param metadata JSON
/// @param recordedAt to the microsecond
@SuppressWarnings("ArrayRecordComponent") // It is passed on, never compared.
public record RawEvent(
    long position,
    byte[] stream,
    long version,
    byte[] aggregateType,
    byte[] eventId,
    String type,
    byte[] revision,
    byte[] payload,
    byte[] metadata,
    Instant recordedAt) {

  /// The same event, its texts in bytes.
  public static RawEvent of(StoredEvent event) {
    return new RawEvent(
        event.position(),
        event.stream().getBytes(UTF_8),
        event.version(),
        event.aggregateType().getBytes(UTF_8),
        event.eventId().getBytes(UTF_8),
        event.type(),
        event.revision().getBytes(UTF_8),
        event.payload().getBytes(UTF_8),
        event.metadata().getBytes(UTF_8),
        event.recordedAt());
  }

  /// How many bytes its texts have.
  public int size() {
    return stream.length
        + aggregateType.length
        + eventId.length
        + type.length()
        + revision.length
        + payload.length
        + metadata.length;
  }
}
