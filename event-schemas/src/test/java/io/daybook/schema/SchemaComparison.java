package io.daybook.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Whether whatever a released schema allows is allowed by the current one, with every field in its
/// place: so old events can be read by new code.
///
/// Since it is a matter of allowing at least as much, comparing with the schema that was released
/// last is comparing with all before it. A keyword that this doesn't know is refused, not passed.
final class SchemaComparison {

  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "properties",
          "required",
          "items",
          "enum",
          "const",
          "minimum",
          "minLength",
          "minItems",
          "maximum",
          "maxLength",
          "maxItems",
          "pattern",
          "format",
          "not",
          "contentEncoding",
          "additionalProperties");
  private static final List<String> LEAST = List.of("minimum", "minLength", "minItems");
  private static final List<String> MOST = List.of("maximum", "maxLength", "maxItems");
  private static final List<String> AS_IT_IS =
      List.of("pattern", "format", "not", "contentEncoding", "additionalProperties", "const");

  private final List<String> refusals = new ArrayList<>();

  private SchemaComparison() {}

  /// @param released a [FlatSchema], as `current`
  /// @return what must not be, each with the field that it is about; empty when all is well
  static List<String> refusals(JsonNode released, JsonNode current) {
    SchemaComparison comparison = new SchemaComparison();
    comparison.compare("", released, current);
    return comparison.refusals;
  }

  private void compare(String field, JsonNode released, JsonNode current) {
    current
        .propertyNames()
        .forEach(it ->
            refuse(
                !KNOWN.contains(it),
                field,
                "has the keyword %s, which can't be compared".formatted(it)));
    types(field, released, current);
    limits(field, released, current);
    for (String keyword : AS_IT_IS) {
      refuse(
          current.has(keyword) && !current.get(keyword).equals(released.get(keyword)),
          field,
          "has another " + keyword);
    }
    refuse(
        current.has("enum")
            && !(released.has("enum")
                && texts(current.get("enum")).containsAll(texts(released.get("enum")))),
        field,
        "does not take every value that it took");
    fields(field, released, current);
    JsonNode items = current.path("items");
    refuse(items.isObject() && !released.has("items"), field, "took items of any kind");
    if (released.has("items") && items.isObject()) {
      compare(field + "[]", released.get("items"), items);
    }
  }

  private void types(String field, JsonNode released, JsonNode current) {
    Set<String> before = typesOf(released);
    Set<String> now = typesOf(current);
    if (now.contains("number")) {
      now.add("integer");
    }
    refuse(
        !now.isEmpty() && (before.isEmpty() || !now.containsAll(before)),
        field,
        "was %s and is %s".formatted(before, now));
  }

  private void limits(String field, JsonNode released, JsonNode current) {
    for (String keyword : LEAST) {
      refuse(
          current.has(keyword)
              && (!released.has(keyword)
                  || current
                          .get(keyword)
                          .decimalValue()
                          .compareTo(released.get(keyword).decimalValue())
                      > 0),
          field,
          "has a higher " + keyword);
    }
    for (String keyword : MOST) {
      refuse(
          current.has(keyword)
              && (!released.has(keyword)
                  || current
                          .get(keyword)
                          .decimalValue()
                          .compareTo(released.get(keyword).decimalValue())
                      < 0),
          field,
          "has a lower " + keyword);
    }
  }

  private void fields(String field, JsonNode released, JsonNode current) {
    JsonNode now = current.path("properties");
    released
        .path("properties")
        .forEachEntry((name, before) -> {
          refuse(!now.has(name), field, "has lost %s; was it renamed?".formatted(name));
          if (now.has(name)) {
            compare(field.isEmpty() ? name : field + "." + name, before, now.get(name));
          }
        });
    Set<String> required = texts(current.path("required"));
    required.removeAll(texts(released.path("required")));
    refuse(
        !required.isEmpty(), field, "requires %s, which old events may lack".formatted(required));
  }

  private static Set<String> typesOf(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isString() ? new TreeSet<>(Set.of(type.asString())) : texts(type);
  }

  private static Set<String> texts(JsonNode values) {
    return values
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void refuse(boolean when, String field, String why) {
    if (when) {
      refusals.add("%s %s".formatted(field.isEmpty() ? "the event" : field, why));
    }
  }
}
