package io.daybook.axon;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/// Axon's serializer for events: JSON under contract name and revision, never under a class name.
///
/// Thread-safe.
public final class EventSerializer extends Jackson3Serializer {

  private final Map<Class<?>, SerializedType> types;
  private final Map<String, String> classNames;

  /// A serializer that knows every event of the [EventCatalogue].
  public static EventSerializer ofAllEvents() {
    return new EventSerializer();
  }

  private EventSerializer() {
    super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(EventJson::configure));
    types =
        EventCatalogue.types().stream()
            .collect(Collectors.toMap(EventType::payload, EventSerializer::serializedType));
    classNames =
        EventCatalogue.types().stream()
            .collect(Collectors.toMap(EventType::name, type -> type.payload().getName()));
  }

  @Override
  public SerializedType typeForClass(@SuppressWarnings("rawtypes") Class type) {
    SerializedType known = types.get(type);
    return known != null ? known : super.typeForClass(type);
  }

  @Override
  protected String resolveClassName(SerializedType type) {
    return classNames.getOrDefault(type.getName(), type.getName());
  }

  private static SerializedType serializedType(EventType type) {
    return new SimpleSerializedType(type.name(), String.valueOf(type.revision()));
  }
}
