package io.daybook.streams;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The streams there are: everything, and the events of each context. They are discovered from the
/// catalogue of events, never listed.
final class StreamNames {

  static final String ALL = "all";

  private static final List<EventType> TYPES = EventCatalogue.types();

  private StreamNames() {}

  static List<String> all() {
    List<String> names = new ArrayList<>(List.of(ALL));
    TYPES.stream().map(EventType::context).distinct().forEach(names::add);
    return names;
  }

  /// The types of a stream's events; empty when there is no such stream.
  static Optional<List<EventType>> typesOf(String stream) {
    List<EventType> types =
        TYPES.stream().filter(it -> stream.equals(ALL) || it.context().equals(stream)).toList();
    return types.isEmpty() ? Optional.empty() : Optional.of(types);
  }
}
