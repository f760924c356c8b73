package io.daybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events that were written once can be read for ever: `released` has every schema in the widest
/// form that it ever had, and the build refuses one that takes less.
class ReleasedSchemasSpec {

  private static final Path RELEASED = Path.of("released");
  private static final JsonMapper PRETTY =
      FlatSchema.JSON.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// What must not be done, and what is said to it.
  private record Change(String refusal, Consumer<ObjectNode> change) {}

  @Test
  void every_schema_takes_whatever_it_took_when_it_was_released() throws IOException {
    List<String> refusals = new ArrayList<>();
    for (EventType type : EventCatalogue.types()) {
      refusals(type).forEach(it -> refusals.add("%s: %s".formatted(type.name(), it)));
    }

    assertThat(refusals)
        .as(
            "old events could not be read; leave the field as it was and add an optional one, or"
                + " make a new revision of the event with an upcaster")
        .isEmpty();
  }

  @Test
  void what_is_released_is_written_down() throws IOException {
    for (EventType type : EventCatalogue.types()) {
      String current = PRETTY.writeValueAsString(FlatSchema.of(type)) + "\n";
      if (Boolean.getBoolean("daybook.write-docs") && refusals(type).isEmpty()) {
        Files.createDirectories(RELEASED);
        Files.writeString(file(type), current);
      }
      assertThat(file(type))
          .as(
              "run the tests of event-schemas with -Ddaybook.write-docs=true to release it, once"
                  + " the comparison lets it pass")
          .content()
          .isEqualTo(current);
    }
  }

  @Test
  void nothing_that_was_released_is_given_up() throws IOException {
    try (Stream<Path> files = Files.list(RELEASED)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .as("events of these names and revisions are in logs")
          .isSubsetOf(
              EventCatalogue.types().stream()
                  .flatMap(type ->
                      Stream.iterate(1, it -> it <= type.revision(), it -> it + 1)
                          .map(revision -> "%s.%d.json".formatted(type.name(), revision)))
                  .toList());
    }
  }

  @Test
  void a_change_that_old_events_do_not_survive_is_refused_and_named() {
    List<Change> changes =
        List.of(
            new Change("the event has lost note; was it renamed?", it -> fields(it).remove("note")),
            new Change(
                "the event has lost note; was it renamed?",
                it -> fields(it).set("remark", fields(it).remove("note"))),
            new Change(
                "units was [integer] and is [string]", it -> of(it, "units").put("type", "string")),
            new Change("kind does not take every value that it took", it -> values(it).remove(0)),
            new Change(
                "note does not take every value that it took",
                it -> of(it, "note").putArray("enum").add("x")),
            new Change(
                "the event requires [note], which old events may lack",
                it -> ((ArrayNode) it.get("required")).add("note")),
            new Change(
                "the event requires [size], which old events may lack",
                it -> {
                  fields(it).putObject("size").put("type", "integer");
                  ((ArrayNode) it.get("required")).add("size");
                }),
            new Change("note has a lower maxLength", it -> of(it, "note").put("maxLength", 9)),
            new Change("units has a higher minimum", it -> of(it, "units").put("minimum", 2)),
            new Change("units has a lower maximum", it -> of(it, "units").put("maximum", 5)),
            new Change("note has another pattern", it -> of(it, "note").put("pattern", "x+")),
            new Change("note has another format", it -> of(it, "note").put("format", "date")),
            new Change(
                "the event has another additionalProperties",
                it -> it.put("additionalProperties", false)),
            new Change("tags[] has a lower maxLength", it -> items(it).put("maxLength", 3)),
            new Change(
                "price.minor was [integer] and is [string]",
                it -> ((ObjectNode) of(it, "price").at("/properties/minor")).put("type", "string")),
            new Change(
                "units has the keyword multipleOf, which can't be compared",
                it -> of(it, "units").put("multipleOf", 2)));

    assertThat(changes)
        .allSatisfy(it ->
            assertThat(SchemaComparison.refusals(released(), changed(it.change())))
                .contains(it.refusal()));
  }

  @Test
  void a_change_that_old_events_survive_passes() {
    List<Consumer<ObjectNode>> changes =
        List.of(
            it -> {},
            it -> fields(it).putObject("size").put("type", "integer").put("minimum", 1),
            it -> values(it).add("LARGE"),
            it -> ((ArrayNode) it.get("required")).remove(0),
            it -> of(it, "units").put("minimum", 0),
            it -> of(it, "units").put("type", "number"),
            it -> of(it, "note").remove("maxLength"),
            it -> items(it).put("maxLength", 50));

    assertThat(changes)
        .allSatisfy(
            change -> assertThat(SchemaComparison.refusals(released(), changed(change))).isEmpty());
  }

  private static List<String> refusals(EventType type) throws IOException {
    return Files.exists(file(type))
        ? SchemaComparison.refusals(
            PRETTY.readTree(Files.readString(file(type))), FlatSchema.of(type))
        : List.of();
  }

  private static Path file(EventType type) {
    return RELEASED.resolve("%s.%d.json".formatted(type.name(), type.revision()));
  }

  private static ObjectNode released() {
    return FlatSchema.of(
        FlatSchema.JSON.readTree(
            """
            {"type": "object",
             "properties": {
               "units": {"type": "integer", "minimum": 1, "maximum": 10},
               "kind": {"type": "string", "enum": ["MIDDLE", "SMALL"]},
               "note": {"type": "string", "maxLength": 10},
               "tags": {"type": "array", "items": {"type": "string", "maxLength": 5}},
               "price": {"$ref": "types.json#/$defs/money"}},
             "required": ["units"]}
            """));
  }

  private static JsonNode changed(Consumer<ObjectNode> change) {
    ObjectNode schema = released();
    change.accept(schema);
    return schema;
  }

  private static ObjectNode fields(ObjectNode schema) {
    return (ObjectNode) schema.get("properties");
  }

  private static ObjectNode of(ObjectNode schema, String field) {
    return (ObjectNode) fields(schema).get(field);
  }

  private static ArrayNode values(ObjectNode schema) {
    return (ArrayNode) of(schema, "kind").get("enum");
  }

  private static ObjectNode items(ObjectNode schema) {
    return (ObjectNode) of(schema, "tags").get("items");
  }
}
