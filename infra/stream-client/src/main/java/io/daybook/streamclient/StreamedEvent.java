package io.daybook.streamclient;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One event as a stream gives it. Immutable, but for what is done to its JSON.
///
/// @param position its place in the log, from 1: what a reader remembers
/// @param stream its aggregate, such as `order/536365`
/// @param version its place in that stream, from 1
/// @param type its contract name, such as `ordering.order-placed`
/// @param revision of the type's schema
/// @param payload by the schema of type and revision; may have members that you don't know
/// @param recordedAt when it was written to the log
/// @param erased members of the payload that are null since their customer was erased
public record StreamedEvent(
    long position,
    String stream,
    long version,
    String aggregateType,
    String eventId,
    String type,
    String revision,
    JsonNode payload,
    JsonNode metadata,
    Instant recordedAt,
    List<String> erased) {

  static StreamedEvent of(JsonNode line) {
    return new StreamedEvent(
        line.required("position").asLong(),
        line.required("stream").asString(),
        line.required("version").asLong(),
        line.required("aggregateType").asString(),
        line.required("eventId").asString(),
        line.required("type").asString(),
        line.required("revision").asString(),
        line.required("payload"),
        line.required("metadata"),
        Instant.parse(line.required("recordedAt").asString()),
        line.path("erased").valueStream().map(JsonNode::asString).toList());
  }
}
