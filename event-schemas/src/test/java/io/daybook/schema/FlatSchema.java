package io.daybook.schema;

import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A schema on its own: what it refers to stands in its place, and what only explains is left out,
/// so that two are equal when they allow the same.
final class FlatSchema {

  static final JsonMapper JSON = JsonMapper.shared();

  private static final Set<String> EXPLAINING =
      Set.of("$schema", "$id", "title", "description", "examples");
  private static final JsonNode TYPES = read("/io/daybook/schema/types.json");

  private FlatSchema() {}

  /// The schema of a revision of an event as it stands.
  static ObjectNode of(EventType type, int revision) {
    return of(read(type.schemaResource(revision)));
  }

  /// @param schema may refer to the types that events share
  static ObjectNode of(JsonNode schema) {
    TreeMap<String, JsonNode> flat = new TreeMap<>();
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      JsonNode referred = TYPES.at(reference.substring(reference.indexOf('#') + 1));
      if (referred.isMissingNode()) {
        throw new IllegalArgumentException("Nothing is described as " + reference);
      }
      of(referred).forEachEntry(flat::put);
    }
    schema.forEachEntry((keyword, value) -> {
      switch (keyword) {
        case "$ref" -> {} // It is in its place already.
        case "properties" -> {
          TreeMap<String, JsonNode> properties = new TreeMap<>();
          value.forEachEntry((name, property) -> properties.put(name, of(property)));
          flat.put(keyword, JSON.valueToTree(properties));
        }
        case "items", "not" -> flat.put(keyword, of(value));
        case "required", "enum" -> flat.put(keyword, sorted(value));
        default -> {
          if (!EXPLAINING.contains(keyword)) {
            flat.put(keyword, value);
          }
        }
      }
    });
    return JSON.valueToTree(flat);
  }

  private static JsonNode sorted(JsonNode names) {
    return JSON.valueToTree(names.valueStream().map(JsonNode::asString).sorted().toList());
  }

  private static JsonNode read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(FlatSchema.class.getResourceAsStream(resource), resource)) {
      return JSON.readTree(in);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
