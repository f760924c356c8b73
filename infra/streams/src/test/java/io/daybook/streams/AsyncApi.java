package io.daybook.streams;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `docs/streams.asyncapi.json`, made from the catalogue of events and the path that is answered.
final class AsyncApi {

  private static final String SCHEMAS = "../event-schemas/src/main/resources";
  private static final String MESSAGES = "#/components/messages/";
  private static final Map<String, Object> POSITION =
      Map.of("type", "integer", "format", "int64", "minimum", 0);
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  private AsyncApi() {}

  static String write() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("asyncapi", "3.0.0");
    document.put(
        "info",
        Map.of(
            "title", "Daybook's streams over HTTP",
            "version", "1",
            "description",
                "The whole log, or the events of one context, as JSON lines or server-sent events."
                    + " See docs/streams.md."));
    document.put("defaultContentType", "application/x-ndjson");
    document.put("channels", channels());
    document.put("operations", operations());
    document.put("components", Map.of("messages", messages()));
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writeValueAsString(document)
        + "\n";
  }

  private static Map<String, Object> channels() {
    Map<String, Object> channels = new LinkedHashMap<>();
    for (String stream : StreamNames.all()) {
      Map<String, Object> messages = new LinkedHashMap<>();
      StreamNames.typesOf(stream)
          .orElseThrow()
          .forEach(it -> messages.put(it.name(), ref(MESSAGES + it.name())));
      records().keySet().forEach(it -> messages.put(it, ref(MESSAGES + it)));
      channels.put(
          stream, Map.of("address", path().replace("{stream}", stream), "messages", messages));
    }
    return channels;
  }

  /// The path that [StreamEndpoint] answers.
  private static String path() {
    return Stream.of(StreamEndpoint.class.getDeclaredMethods())
        .map(it -> it.getAnnotation(GetMapping.class))
        .filter(it -> it != null)
        .flatMap(it -> Arrays.stream(it.value()))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> operations() {
    Map<String, Object> operations = new LinkedHashMap<>();
    for (String stream : StreamNames.all()) {
      operations.put(
          "give-" + stream,
          Map.of(
              "action",
              "send",
              "channel",
              ref("#/channels/" + stream),
              "bindings",
              Map.of(
                  "http", Map.of("method", "GET", "query", query(), "bindingVersion", "0.3.0"))));
    }
    return operations;
  }

  private static Map<String, Object> query() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    List.of("from", "until", "types", "aggregate").forEach(it -> parameters.put(it, TEXT));
    parameters.put("limit", Map.of("type", "integer", "minimum", 1));
    parameters.put("follow", Map.of("type", "boolean"));
    return Map.of("type", "object", "properties", parameters);
  }

  private static Map<String, Object> messages() {
    Map<String, Object> messages = new LinkedHashMap<>();
    for (EventType type : EventCatalogue.types()) {
      messages.put(type.name(), Map.of("name", type.name(), "payload", line(type)));
    }
    records()
        .forEach((name, record) ->
            messages.put(name, Map.of("name", name, "payload", object(Map.of(name, record)))));
    return messages;
  }

  private static Map<String, Object> line(EventType type) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("position", POSITION);
    members.put("stream", TEXT);
    members.put("version", POSITION);
    members.put("aggregateType", TEXT);
    members.put("eventId", TEXT);
    members.put("type", Map.of("const", type.name()));
    members.put("revision", TEXT);
    members.put("payload", payload(type));
    members.put("metadata", Map.of("type", "object"));
    members.put("recordedAt", Map.of("type", "string", "format", "date-time"));
    Map<String, Object> line = new LinkedHashMap<>(object(members));
    Map<String, Object> all = new LinkedHashMap<>(members);
    all.put(
        "erased",
        Map.of(
            "type", "array",
            "items", TEXT,
            "description",
                "Members of the payload that are null since their customer was erased."));
    line.put("properties", all);
    return line;
  }

  /// As the event's schema says, but for personal fields: they are null when they are erased.
  private static Map<String, Object> payload(EventType type) {
    Map<String, Object> whole = ref(SCHEMAS + type.schemaResource());
    if (type.personalFields().isEmpty()) {
      return whole;
    }
    JsonNode schema = schema(type);
    Map<String, Object> members = new LinkedHashMap<>();
    for (String member : schema.path("properties").propertyNames()) {
      Map<String, Object> own = ref(whole.get("$ref") + "#/properties/" + member);
      members.put(
          member,
          type.personalFields().contains(member)
              ? Map.of("anyOf", List.of(own, Map.of("type", "null")))
              : own);
    }
    return Map.of(
        "type",
        "object",
        "properties",
        members,
        "required",
        schema.path("required").valueStream().map(JsonNode::asString).sorted().toList());
  }

  private static JsonNode schema(EventType type) {
    try (InputStream file =
        Objects.requireNonNull(AsyncApi.class.getResourceAsStream(type.schemaResource()))) {
      return JsonMapper.shared().readTree(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// What comes beside events.
  private static Map<String, Object> records() {
    return Map.of(
        "end",
        object(
            Map.of(
                "from", POSITION,
                "until", POSITION,
                "count", POSITION,
                "sha256", TEXT,
                "head", POSITION)),
        "progress",
        object(Map.of("position", POSITION)),
        "problem",
        Map.of("type", "object", "description", "RFC 9457: why the answer ends early."));
  }

  private static Map<String, Object> object(Map<String, Object> members) {
    return Map.of(
        "type",
        "object",
        "properties",
        members,
        "required",
        members.keySet().stream().sorted().toList());
  }

  private static Map<String, Object> ref(String target) {
    return Map.of("$ref", target);
  }
}
