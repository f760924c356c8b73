package io.daybook.axon;

import io.daybook.kernel.Identifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of a record or of its schema, in order, in words that both share.
record RecordShape(List<Field> fields) {

  /// @param kind such as `string`, `money` or `list of orderLine`
  record Field(String name, String kind, boolean required) {}

  static RecordShape of(Class<?> type) {
    return new RecordShape(
        Arrays.stream(type.getRecordComponents())
            .map(it -> new Field(it.getName(), kind(it.getGenericType()), !isNullable(it)))
            .toList());
  }

  static RecordShape of(JsonNode schema) {
    List<String> required = schema.get("required").valueStream().map(JsonNode::asString).toList();
    return new RecordShape(
        schema
            .get("properties")
            .propertyStream()
            .map(it -> new Field(it.getKey(), kind(it.getValue()), required.contains(it.getKey())))
            .toList());
  }

  /// Adds the types that `type` is made of, and those that they are made of.
  static void collectParts(Class<?> type, Set<Class<?>> parts) {
    for (RecordComponent component : type.getRecordComponents()) {
      Type generic = component.getGenericType();
      Class<?> part = generic instanceof Class<?> plain ? plain : element(generic);
      boolean isOurs = part.getName().startsWith("io.daybook.");
      if (isOurs
          && parts.add(part)
          && part.isRecord()
          && !Identifier.class.isAssignableFrom(part)) {
        collectParts(part, parts);
      }
    }
  }

  /// How the schemas call one of our types.
  static String nameOf(Class<?> type) {
    String name = type.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String kind(Type type) {
    if (!(type instanceof Class<?> plain)) {
      return "list of " + kind(element(type));
    }
    if (plain == int.class || plain == long.class) {
      return "integer";
    }
    return plain == Instant.class ? "date-time" : nameOf(plain);
  }

  private static Class<?> element(Type type) {
    return (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  private static String kind(JsonNode schema) {
    if (schema.has("$ref")) {
      String reference = schema.get("$ref").asString();
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    if (schema.has("items")) {
      return "list of " + kind(schema.get("items"));
    }
    return schema.has("format") ? schema.get("format").asString() : schema.get("type").asString();
  }
}
