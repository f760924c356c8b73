package io.daybook.streams;

import io.daybook.schema.EventCatalogue.EventType;
import io.daybook.web.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/// All events as a page for people: what each says, its fields, an example, and what each of its
/// revisions changed. Made of schemas and golden samples. Immutable.
final class EventsPage {

  private static final String SCHEMA_PATH = "/v1/streams/schemas/";
  private static final ObjectWriter PRETTY = StrictJson.mapper().writerWithDefaultPrettyPrinter();

  private final Function<String, JsonNode> resources;

  /// @param resources JSON by its name on the class path
  EventsPage(Function<String, JsonNode> resources) {
    this.resources = resources;
  }

  /// @param types in the order in which they are shown
  String html(List<EventType> types) {
    Map<String, List<EventType>> contexts =
        types.stream()
            .collect(Collectors.groupingBy(EventType::context, TreeMap::new, Collectors.toList()));
    StringBuilder contents = new StringBuilder();
    StringBuilder events = new StringBuilder();
    contexts.forEach((context, its) -> {
      contents.append("<li><b>%s</b> %s</li>\n".formatted(context, links(its)));
      events.append("<h2 id=\"%1$s\">%1$s</h2>\n".formatted(context));
      its.forEach(type -> events.append(event(type)));
    });
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Daybook's events</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style>
    :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
    body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
    table { border-collapse: collapse; } td, th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
    pre { overflow: auto; padding: .8rem; border: 1px solid; } article { margin-bottom: 3rem; }
    </style></head><body>
    <h1>Events</h1>
    <p>Everything that can have happened, %d kinds of it, as <a href="/v1/streams">the streams</a> give it.
    New types, new optional fields and new values may come at any time: go on past what you don't know.</p>
    <ul>
    %s</ul>
    %s</body></html>
    """
        .formatted(types.size(), contents, events);
  }

  private static String links(List<EventType> types) {
    return types.stream()
        .map(it ->
            "<a href=\"#%1$s\">%2$s</a>"
                .formatted(it.name(), it.name().substring(it.context().length() + 1)))
        .collect(Collectors.joining(" · "));
  }

  private String event(EventType type) {
    JsonNode schema = resources.apply(type.schemaResource());
    return """
    <article id="%1$s"><h3><a href="#%1$s">%1$s</a></h3>
    <p>%2$s</p>
    <table><tr><th>field</th><th>type</th><th>says</th></tr>
    %3$s</table>
    <h4>Example</h4>
    <pre>%4$s</pre>
    <h4>History</h4>
    <ol>
    %5$s</ol></article>
    """
        .formatted(
            type.name(),
            text(schema.path("description").asString("")),
            fields(type, schema),
            text(PRETTY.writeValueAsString(resources.apply(type.goldenResource()))),
            history(type));
  }

  private String fields(EventType type, JsonNode schema) {
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    StringBuilder rows = new StringBuilder();
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          JsonNode meant = resolved(field.getValue());
          String notes =
              (type.personalFields().contains(field.getKey()) ? " Personal: null when erased." : "")
                  + (required.contains(field.getKey()) ? "" : " Not always there.");
          rows.append(
              "<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n"
                  .formatted(
                      text(field.getKey()),
                      text(kind(field.getValue(), meant)),
                      text((says(field.getValue(), meant) + notes).strip())));
        });
    return rows.toString();
  }

  /// A member of `types.json` by its name, anything else by JSON's word for it.
  private String kind(JsonNode field, JsonNode meant) {
    String ref = field.path("$ref").asString("");
    if (!ref.isEmpty()) {
      return ref.substring(ref.lastIndexOf('/') + 1);
    }
    if (meant.has("items")) {
      return "list of " + kind(meant.get("items"), resolved(meant.get("items")));
    }
    return meant.path("format").asString(meant.path("type").asString("any"));
  }

  private static String says(JsonNode field, JsonNode meant) {
    return field.path("description").asString(meant.path("description").asString(""));
  }

  private JsonNode resolved(JsonNode field) {
    String ref = field.path("$ref").asString("");
    return ref.isEmpty()
        ? field
        : resources.apply("/io/daybook/schema/types.json").at(ref.substring(ref.indexOf('#') + 1));
  }

  private String history(EventType type) {
    List<String> revisions = new ArrayList<>();
    revisions.add("as it was released first");
    IntStream.rangeClosed(1, type.revision())
        .mapToObj(it -> resources.apply(type.schemaResource(it)))
        .gather(Gatherers.windowSliding(2))
        .filter(it -> it.size() == 2)
        .map(it -> change(it.getFirst(), it.getLast()))
        .forEach(revisions::add);
    StringBuilder items = new StringBuilder();
    for (int revision = 1; revision <= revisions.size(); revision++) {
      items.append(
          "<li><a href=\"%s\">revision %d</a>: %s</li>\n"
              .formatted(
                  SCHEMA_PATH + fileOf(type, revision),
                  revision,
                  text(revisions.get(revision - 1))));
    }
    return items.toString();
  }

  private static String change(JsonNode before, JsonNode after) {
    List<String> changes = new ArrayList<>();
    JsonNode old = before.path("properties");
    JsonNode now = after.path("properties");
    now.propertyNames().stream()
        .filter(it -> !old.has(it))
        .forEach(it -> changes.add(it + " is new"));
    old.propertyNames().stream()
        .filter(it -> !now.has(it))
        .forEach(it -> changes.add(it + " is gone"));
    now.properties().stream()
        .filter(it -> old.has(it.getKey()) && !old.get(it.getKey()).equals(it.getValue()))
        .forEach(it -> changes.add(it.getKey() + " is another"));
    return changes.isEmpty() ? "the same fields" : String.join(", ", changes);
  }

  /// The last part of the path under which a schema is given.
  static String fileOf(EventType type, int revision) {
    String resource = type.schemaResource(revision);
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  private static String text(String text) {
    return HtmlUtils.htmlEscape(text);
  }
}
