package io.daybook.schema;

import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docs/events.md`, made from the schemas and the golden samples.
final class EventsPage {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNode TYPES = read("/io/daybook/schema/types.json").get("$defs");

  private EventsPage() {}

  static String write() {
    StringBuilder page = new StringBuilder(head());
    byContext().forEach((context, types) -> page.append(context(context, types)));
    page.append("## What they are made of\n\n");
    TYPES.properties().forEach(type -> page.append(type(type.getKey(), type.getValue())));
    return page.toString().stripTrailing() + "\n";
  }

  private static String head() {
    return """
    # Events

    Everything that can have happened, %d kinds of it. Generated from the schemas in
    `event-schemas/src/main/resources/io/daybook/schema`; a test fails when this page is stale.
    A field that is not always there is left out when it has no value. New fields may come at any
    time: ignore those that you do not know.

    | Event | Says |
    |---|---|
    %s

    """
        .formatted(
            EventCatalogue.types().size(),
            EventCatalogue.types().stream()
                .map(it -> "| [%s](#%s) | %s |".formatted(it.name(), anchor(it), says(it)))
                .collect(Collectors.joining("\n")));
  }

  private static Map<String, List<EventType>> byContext() {
    return EventCatalogue.types().stream()
        .collect(Collectors.groupingBy(EventType::context, TreeMap::new, Collectors.toList()));
  }

  private static String context(String name, List<EventType> types) {
    return types.stream()
        .map(EventsPage::event)
        .collect(Collectors.joining("", "## Context " + name + "\n\n", ""));
  }

  private static String event(EventType type) {
    return """
    ### %s

    %s Revision %d.

    %s

    ```json
    %s
    ```

    """
        .formatted(
            type.name(),
            says(type),
            type.revision(),
            fields(read(type.schemaResource())),
            JSON.writerWithDefaultPrettyPrinter().writeValueAsString(read(type.goldenResource())));
  }

  private static String type(String name, JsonNode schema) {
    String body =
        schema.has("properties")
            ? fields(schema)
            : "A `%s`, such as `%s`.".formatted(kind(schema), schema.at("/examples/0").asString());
    return "### %s\n\n%s\n\n%s\n\n".formatted(name, schema.get("description").asString(), body);
  }

  private static String fields(JsonNode schema) {
    List<String> required = schema.get("required").valueStream().map(JsonNode::asString).toList();
    return schema
        .get("properties")
        .propertyStream()
        .map(it ->
            "| `%s` | %s | %s | %s |"
                .formatted(
                    it.getKey(),
                    kind(it.getValue()),
                    required.contains(it.getKey()) ? "always" : "",
                    description(it.getValue())))
        .collect(Collectors.joining("\n", "| Field | Type | | |\n|---|---|---|---|\n", ""));
  }

  private static String kind(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = target(schema);
      return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
    }
    if (schema.has("items")) {
      return "list of " + kind(schema.get("items"));
    }
    if (schema.has("enum")) {
      return schema
          .get("enum")
          .valueStream()
          .map(JsonNode::asString)
          .collect(Collectors.joining(", "));
    }
    return schema.has("format") ? schema.get("format").asString() : schema.get("type").asString();
  }

  private static String description(JsonNode schema) {
    return schema.has("description")
        ? schema.get("description").asString()
        : TYPES.get(target(schema)).get("description").asString();
  }

  private static String target(JsonNode schema) {
    String reference = schema.get("$ref").asString();
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static String says(EventType type) {
    return read(type.schemaResource()).get("description").asString();
  }

  private static String anchor(EventType type) {
    return type.name().replace(".", "");
  }

  private static JsonNode read(String resource) {
    try (InputStream json =
        Objects.requireNonNull(EventsPage.class.getResourceAsStream(resource), resource)) {
      return JSON.readTree(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
