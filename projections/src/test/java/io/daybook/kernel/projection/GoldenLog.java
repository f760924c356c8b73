package io.daybook.kernel.projection;

import io.daybook.axon.EventJson;
import io.daybook.axon.EventSerializer;
import io.daybook.axon.EventUpcasters;
import io.daybook.kernel.DomainEvent;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A log that was recorded when a release was made, in lines as the stream API has them.
///
/// @param lines its events
record GoldenLog(List<JsonNode> lines) {

  static GoldenLog read(Path file) throws IOException {
    return new GoldenLog(
        Files.readAllLines(file).stream().map(EventJson.mapper()::readTree).toList());
  }

  /// What a history looks like in the log of this release.
  static GoldenLog of(List<DomainEvent> history) {
    Map<Class<?>, EventType> types =
        EventCatalogue.types().stream().collect(Collectors.toMap(EventType::payload, it -> it));
    Map<String, Integer> versions = new HashMap<>();
    return new GoldenLog(
        Stream.iterate(0, it -> it < history.size(), it -> it + 1)
            .<JsonNode>map(i -> {
              DomainEvent event = history.get(i);
              EventType type = Objects.requireNonNull(types.get(event.getClass()));
              String stream = event.stream().toString();
              ObjectNode line = EventJson.mapper().createObjectNode();
              line.put("position", i + 1);
              line.put("stream", stream);
              line.put("version", versions.merge(stream, 1, Integer::sum));
              line.put("aggregateType", aggregate(event.stream().type()));
              line.put("eventId", "event-" + (i + 1));
              line.put("type", type.name());
              line.put("revision", String.valueOf(type.revision()));
              line.set("payload", EventJson.mapper().valueToTree(event));
              line.putObject("metadata").put("actor", "shopper").put("correlationId", "c-" + i);
              line.put("recordedAt", LogOf.RECORDED.plusSeconds(i).toString());
              return line;
            })
            .toList());
  }

  /// As a reader of today sees it.
  List<TrackedEventMessage<?>> messages() {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            lines.stream().map(GoldenLog::entry),
            EventSerializer.ofAllEvents(),
            EventUpcasters.all())
        .<TrackedEventMessage<?>>map(it -> it)
        .toList();
  }

  /// `StockItem` for streams of type `stock-item`.
  private static String aggregate(String streamType) {
    return Stream.of(streamType.split("-"))
        .map(it -> it.substring(0, 1).toUpperCase(Locale.ROOT) + it.substring(1))
        .collect(Collectors.joining());
  }

  private static TrackedDomainEventData<String> entry(JsonNode line) {
    return new TrackedDomainEventData<>(
        new GlobalSequenceTrackingToken(line.path("position").asLong()),
        new GenericDomainEventEntry<>(
            line.path("aggregateType").asString(),
            line.path("stream").asString(),
            line.path("version").asLong() - 1,
            line.path("eventId").asString(),
            Instant.parse(line.path("recordedAt").asString()),
            line.path("type").asString(),
            line.path("revision").asString(),
            line.path("payload").toString(),
            line.path("metadata").toString()));
  }
}
