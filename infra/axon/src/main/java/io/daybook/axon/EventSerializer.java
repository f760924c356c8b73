package io.daybook.axon;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/// Axon's serializer for events and snapshots: JSON under contract name and revision, never under a
/// class name.
///
/// An event of a type or of a revision that is later than this release is none that it knows
/// ([UnknownEvents]).
///
/// Thread-safe.
public final class EventSerializer extends Jackson3Serializer {

  private final Map<Class<?>, SerializedType> types = new HashMap<>();
  private final Map<String, String> classNames = new HashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();

  /// A serializer that knows every event of the [EventCatalogue].
  public static EventSerializer ofAllEvents() {
    return ofAllEventsAnd(List.of());
  }

  /// A serializer that knows these events and no others.
  static EventSerializer of(Collection<EventType> events) {
    return new EventSerializer(events, List.of());
  }

  /// A serializer that knows every event and these snapshots.
  public static EventSerializer ofAllEventsAnd(Collection<SnapshotType> snapshots) {
    return new EventSerializer(EventCatalogue.types(), snapshots);
  }

  private EventSerializer(Collection<EventType> events, Collection<SnapshotType> snapshots) {
    super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(EventJson::configure));
    for (EventType event : events) {
      know(event.payload(), serializedType(event));
      revisions.put(event.name(), event.revision());
    }
    for (SnapshotType snapshot : snapshots) {
      know(snapshot.state(), snapshot.serialized());
    }
  }

  private void know(Class<?> payload, SerializedType type) {
    types.put(payload, type);
    classNames.put(type.getName(), payload.getName());
  }

  @Override
  public SerializedType typeForClass(@SuppressWarnings("rawtypes") Class type) {
    SerializedType known = types.get(type);
    return known != null ? known : super.typeForClass(type);
  }

  @Override
  protected String resolveClassName(SerializedType type) {
    String name = type.getName();
    return isLater(type) ? name + "." + type.getRevision() : classNames.getOrDefault(name, name);
  }

  private boolean isLater(SerializedType type) {
    Integer known = revisions.get(type.getName());
    String revision = type.getRevision();
    return known != null
        && revision != null
        && !revision.equals("1")
        && Integer.parseInt(revision) > known;
  }

  /// All write the same texts, so a message that has one of another's gives it away as it is.
  @Override
  public boolean equals(Object other) {
    return other instanceof EventSerializer;
  }

  @Override
  public int hashCode() {
    return EventSerializer.class.hashCode();
  }

  private static SerializedType serializedType(EventType type) {
    return new SimpleSerializedType(type.name(), String.valueOf(type.revision()));
  }
}
