package io.daybook.axon;

import io.daybook.kernel.DomainEvent;
import io.daybook.schema.EventCatalogue.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.jspecify.annotations.Nullable;

/// Checks that a sample of each older revision of an event becomes one of today's.
///
/// @param samples the golden sample of a revision; null when there is none
record Lifting(
    EventUpcaster upcasters,
    Serializer serializer,
    BiFunction<EventType, Integer, @Nullable String> samples) {

  /// What is wrong with these events; nothing when all older ones can be read.
  List<String> refusals(List<EventType> types) {
    List<String> refusals = new ArrayList<>();
    for (EventType type : types) {
      for (int revision = 1; revision < type.revision(); revision++) {
        String refusal = refusal(type, revision);
        if (refusal != null) {
          refusals.add("%s of revision %d %s".formatted(type.name(), revision, refusal));
        }
      }
    }
    return refusals;
  }

  private @Nullable String refusal(EventType type, int revision) {
    String sample = samples.apply(type, revision);
    if (sample == null) {
      return "has no golden sample any more";
    }
    String current = String.valueOf(type.revision());
    List<IntermediateEventRepresentation> lifted =
        upcasters.upcast(Stream.of(stored(type, revision, sample))).toList();
    if (lifted.stream().noneMatch(it -> current.equals(it.getType().getRevision()))) {
      return "does not become one of revision %s: where is its upcaster?".formatted(current);
    }
    try {
      for (IntermediateEventRepresentation event : lifted) {
        Object read = serializer.deserialize(event.getData(byte[].class));
        if (!(read instanceof DomainEvent)) {
          return "becomes %s, which the program doesn't know".formatted(event.getType().getName());
        }
      }
      return null;
    } catch (SerializationException unreadable) {
      return "becomes one that can't be read: " + unreadable.getMessage();
    }
  }

  private IntermediateEventRepresentation stored(EventType type, int revision, String payload) {
    return new InitialEventRepresentation(
        new GenericDomainEventEntry<>(
            "Sample",
            "sample/1",
            0,
            "sample",
            Instant.EPOCH,
            type.name(),
            String.valueOf(revision),
            payload,
            "{}"),
        serializer);
  }
}
