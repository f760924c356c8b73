package io.daybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events that were written once can be read for ever: `released` has every schema in each form
/// that it ever had, and the build refuses one that takes less than any of them.
class ReleasedSchemasSpec {

  private static final ReleasedSchemas RELEASED = new ReleasedSchemas(Path.of("released"));

  @TempDir Path folder;

  /// What must not be done, and what is said to it.
  private record Change(String refusal, Consumer<ObjectNode> change) {}

  @Test
  void every_schema_takes_whatever_it_took_when_it_was_released() {
    List<String> refusals = new ArrayList<>();
    forEachRevision((event, current) -> refusals.addAll(RELEASED.refusals(event, current)));

    assertThat(refusals)
        .as(
            "old events could not be read; leave the field as it was and add an optional one, or"
                + " make a new revision of the event with an upcaster")
        .isEmpty();
  }

  @Test
  void what_is_released_is_written_down() {
    forEachRevision((event, current) -> {
      if (Boolean.getBoolean("daybook.write-docs")
          && !RELEASED.isReleased(event, current)
          && RELEASED.refusals(event, current).isEmpty()) {
        RELEASED.release(event, current);
      }
      assertThat(RELEASED.isReleased(event, current))
          .as(
              "%s: run the tests of event-schemas with -Ddaybook.write-docs=true to release it,"
                  + " once the comparison lets it pass",
              event)
          .isTrue();
    });
  }

  @Test
  void nothing_that_was_released_is_given_up() {
    List<String> current = new ArrayList<>();
    forEachRevision((event, _) -> current.add(event));

    assertThat(RELEASED.events())
        .as("events of these names and revisions are in logs")
        .isSubsetOf(current);
  }

  @Test
  void no_file_that_was_released_is_changed() {
    if (Boolean.getBoolean("daybook.write-docs")) {
      RELEASED.list(RELEASED.unlisted());
    }
    assertThat(RELEASED.altered())
        .as("they say what is in logs; a schema that has grown is released in a file of its own")
        .isEmpty();
    assertThat(RELEASED.unlisted()).as("files without a line in SHA256SUMS").isEmpty();
  }

  @Test
  void an_older_revision_may_not_be_narrowed_either() {
    ReleasedSchemas invented = new ReleasedSchemas(folder);
    invented.release("cart.invented.1", released());
    invented.release("cart.invented.2", changed(it -> fields(it).remove("note")));

    assertThat(invented.refusals("cart.invented.2", changed(it -> fields(it).remove("note"))))
        .isEmpty();
    assertThat(invented.refusals("cart.invented.1", changed(it -> fields(it).remove("note"))))
        .containsExactly("cart.invented.1: the event has lost note; was it renamed?");
  }

  @Test
  void a_schema_that_has_grown_keeps_to_every_form_that_it_had() {
    ReleasedSchemas invented = new ReleasedSchemas(folder);
    invented.release("cart.invented.1", released());
    JsonNode grown = changed(it -> fields(it).putObject("size").put("type", "integer"));
    assertThat(invented.isReleased("cart.invented.1", grown)).isFalse();
    invented.release("cart.invented.1", grown);

    assertThat(invented.isReleased("cart.invented.1", grown)).isTrue();
    assertThat(invented.events()).containsExactly("cart.invented.1");
    assertThat(invented.altered()).isEmpty();
    assertThat(invented.unlisted()).isEmpty();
    assertThat(invented.refusals("cart.invented.1", released()))
        .containsExactly("cart.invented.1: the event has lost size; was it renamed?");
  }

  @Test
  void a_released_file_that_is_edited_lost_or_slipped_in_is_found() throws IOException {
    ReleasedSchemas invented = new ReleasedSchemas(folder);
    invented.release("cart.invented.1", released());
    invented.release("cart.invented.2", released());
    Path first = folder.resolve("cart.invented.1.json");
    Files.writeString(
        first, Files.readString(first).replace("\"maximum\" : 10", "\"maximum\" : 9"));
    Files.delete(folder.resolve("cart.invented.2.json"));
    Files.writeString(folder.resolve("cart.invented.3.json"), "{}");

    assertThat(invented.altered()).containsExactly("cart.invented.1.json", "cart.invented.2.json");
    assertThat(invented.unlisted()).containsExactly("cart.invented.3.json");
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

  private static void forEachRevision(BiConsumer<String, JsonNode> check) {
    for (EventType type : EventCatalogue.types()) {
      for (int revision = 1; revision <= type.revision(); revision++) {
        check.accept("%s.%d".formatted(type.name(), revision), FlatSchema.of(type, revision));
      }
    }
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
