package io.daybook.kafka;

import io.daybook.axon.EventJson;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;

/// `docs/kafka.asyncapi.json`, made from the catalogue of events and the topics' settings.
final class AsyncApi {

  private static final String SCHEMAS = "../event-schemas/src/main/resources";
  private static final String MESSAGES = "#/components/messages/";
  private static final Topics TOPICS = Topics.ofAllEvents("daybook");

  private AsyncApi() {}

  static String write() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("asyncapi", "3.0.0");
    document.put(
        "info",
        Map.of(
            "title", "Daybook on Kafka",
            "version", "1",
            "description", "The whole log, one topic a context. See docs/kafka.md."));
    document.put("defaultContentType", "application/json");
    document.put("channels", channels());
    document.put("operations", operations());
    document.put("components", Map.of("messages", messages(), "schemas", schemas()));
    return EventJson.mapper()
            .rebuild()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writeValueAsString(document)
        + "\n";
  }

  private static Map<String, Object> channels() {
    Map<String, Object> channels = new LinkedHashMap<>();
    for (String context : TOPICS.contexts()) {
      Map<String, Object> messages = new LinkedHashMap<>();
      types(context).forEach(it -> messages.put(it.name(), ref(MESSAGES + it.name())));
      messages.put(EventHeaders.WATERMARK, ref(MESSAGES + EventHeaders.WATERMARK));
      channels.put(
          context,
          Map.of(
              "address",
              TOPICS.prefix() + "." + context,
              "messages",
              messages,
              "bindings",
              Map.of("kafka", topic())));
    }
    return channels;
  }

  private static Map<String, Object> topic() {
    Map<String, String> settings = TopicMaker.SETTINGS;
    return Map.of(
        "bindingVersion",
        "0.5.0",
        "partitions",
        KafkaSettings.of("").partitions(),
        "topicConfiguration",
        Map.of(
            "cleanup.policy", List.of(String.valueOf(settings.get("cleanup.policy"))),
            "retention.ms", Long.valueOf(settings.get("retention.ms")),
            "retention.bytes", Long.valueOf(settings.get("retention.bytes")),
            "max.message.bytes", Integer.valueOf(settings.get("max.message.bytes"))));
  }

  private static Map<String, Object> operations() {
    Map<String, Object> operations = new LinkedHashMap<>();
    for (String context : TOPICS.contexts()) {
      operations.put(
          "publish-" + context, Map.of("action", "send", "channel", ref("#/channels/" + context)));
    }
    return operations;
  }

  private static Map<String, Object> messages() {
    Map<String, Object> messages = new LinkedHashMap<>();
    for (EventType type : EventCatalogue.types()) {
      messages.put(type.name(), message(type.name(), ref(SCHEMAS + type.schemaResource())));
    }
    messages.put(
        EventHeaders.WATERMARK,
        message(
            EventHeaders.WATERMARK,
            Map.of(
                "type", "object",
                "description", "No event: the partition has all up to this position. Skip it.",
                "properties", Map.of("position", Map.of("type", "integer")))));
    return messages;
  }

  private static Map<String, Object> message(String name, Map<String, Object> payload) {
    return Map.of(
        "name",
        name,
        "headers",
        ref("#/components/schemas/headers"),
        "payload",
        payload,
        "bindings",
        Map.of("kafka", Map.of("key", Map.of("type", "string"), "bindingVersion", "0.5.0")));
  }

  private static Map<String, Object> schemas() {
    Map<String, Object> headers = new LinkedHashMap<>();
    List<String> always =
        List.of(
            EventHeaders.SPEC_VERSION,
            EventHeaders.ID,
            EventHeaders.SOURCE,
            EventHeaders.TYPE,
            EventHeaders.CONTENT_TYPE,
            EventHeaders.POSITION);
    List<String> all = new ArrayList<>(always);
    all.addAll(
        List.of(
            EventHeaders.TIME,
            EventHeaders.SUBJECT,
            EventHeaders.VERSION,
            EventHeaders.REVISION,
            EventHeaders.AGGREGATE_TYPE,
            EventHeaders.CORRELATION,
            EventHeaders.CAUSATION,
            EventHeaders.TRACEPARENT,
            EventHeaders.METADATA));
    all.forEach(it -> headers.put(it, Map.of("type", "string")));
    return Map.of("headers", Map.of("type", "object", "required", always, "properties", headers));
  }

  private static List<EventType> types(String context) {
    return EventCatalogue.types().stream().filter(it -> it.context().equals(context)).toList();
  }

  private static Map<String, Object> ref(String target) {
    return Map.of("$ref", target);
  }
}
