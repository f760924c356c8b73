package io.daybook.streams.table;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The columns that a type of event has beside the ones that all have, from its schema. An amount
/// becomes a column for each of its members, named after both; a list is one column.
///
/// What a card could be charged with has no column, and neither has personal data, which is
/// encrypted.
public final class PayloadColumns {

  /// What every table has; a column of the payload with such a name is `payload_…`.
  public static final List<String> COMMON =
      List.of("position", "stream", "version", "event_id", "revision", "recorded_at", "metadata");

  /// With it one could charge a card.
  private static final Set<String> SECRET = Set.of("paymentToken");

  private static final JsonNode TYPES = json("/io/daybook/schema/types.json");

  private final JsonNode schema;

  private PayloadColumns(JsonNode schema) {
    this.schema = schema;
  }

  /// Those of one type.
  public static PayloadColumns of(EventType type) {
    return new PayloadColumns(json(type.schemaResource()));
  }

  /// What is in a column.
  public enum Kind {
    TEXT,
    INSTANT,
    INTEGER,
    BOOLEAN,
    LIST
  }

  /// One column.
  ///
  /// @param path the members that lead to its value
  public record Column(String name, List<String> path, Kind kind) {

    public Column {
      path = List.copyOf(path);
    }
  }

  /// A member of the payload, with all that is in it.
  ///
  /// @param schema with what it refers to in its place
  public record Member(String name, JsonNode schema) {}

  /// What the event says.
  public String description() {
    return schema.path("description").asString();
  }

  /// All columns, in the order of the schema.
  public List<Column> all() {
    List<Column> columns = new ArrayList<>();
    add(columns, "", List.of(), schema);
    return columns;
  }

  /// The members that are lists.
  public List<String> lists() {
    return members(schema)
        .filter(it -> it.schema().path("type").asString().equals("array"))
        .map(Member::name)
        .toList();
  }

  /// The columns of one item of a list.
  public List<Column> ofItems(String list) {
    List<Column> columns = new ArrayList<>();
    add(columns, "", List.of(), resolved(schema.path("properties").path(list).path("items")));
    return columns;
  }

  /// The payload's members that may be shown.
  Stream<Member> members() {
    return members(schema);
  }

  /// The members of an object that may be shown.
  static Stream<Member> members(JsonNode object) {
    return object.path("properties").properties().stream()
        .map(it -> new Member(it.getKey(), resolved(it.getValue())))
        .filter(it -> !isHidden(it));
  }

  /// The payload's members that no table shows, in no form.
  List<String> hidden() {
    return schema.path("properties").properties().stream()
        .map(it -> new Member(it.getKey(), resolved(it.getValue())))
        .filter(PayloadColumns::isHidden)
        .map(Member::name)
        .toList();
  }

  private static boolean isHidden(Member member) {
    return SECRET.contains(member.name()) || member.schema().path("properties").has("ciphertext");
  }

  /// What the items of a list are.
  static JsonNode items(JsonNode array) {
    return resolved(array.path("items"));
  }

  /// How a column is called that has a member.
  public static String named(String member) {
    return member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static void add(
      List<Column> columns, String prefix, List<String> above, JsonNode object) {
    members(object)
        .forEach(member -> {
          String column = prefix + named(member.name());
          List<String> path = Stream.concat(above.stream(), Stream.of(member.name())).toList();
          if (member.schema().path("type").asString().equals("object")) {
            add(columns, column + "_", path, member.schema());
          } else {
            columns.add(
                new Column(
                    COMMON.contains(column) ? "payload_" + column : column, path, kind(member)));
          }
        });
  }

  private static Kind kind(Member member) {
    return switch (member.schema().path("type").asString()) {
      case "array" -> Kind.LIST;
      case "integer" -> Kind.INTEGER;
      case "boolean" -> Kind.BOOLEAN;
      case "string" ->
          member.schema().path("format").asString("").equals("date-time")
              ? Kind.INSTANT
              : Kind.TEXT;
      default -> throw new IllegalStateException(member.name() + " has a type that no column has");
    };
  }

  private static JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : TYPES.at(reference.substring(reference.indexOf('#') + 1));
  }

  private static JsonNode json(String resource) {
    try (InputStream file =
        Objects.requireNonNull(EventCatalogue.class.getResourceAsStream(resource))) {
      return JsonMapper.shared().readTree(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new IllegalStateException(resource, unreadable);
    }
  }
}
