package io.daybook.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.json.JsonMapper;

/// The stream API's lines, made again from committed records as `docs/kafka.md` tells anybody to.
///
/// @param lines by position
record PublishedLines(SortedMap<Long, String> lines) {

  static PublishedLines in(String bootstrapServers) {
    SortedMap<Long, String> lines = new TreeMap<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().entrySet().stream()
              .filter(it -> it.getKey().startsWith("daybook."))
              .flatMap(it -> it.getValue().stream())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(it -> add(it, lines));
      }
    }
    return new PublishedLines(lines);
  }

  /// How far they go without a hole.
  long last() {
    long last = 0;
    while (lines.containsKey(last + 1)) {
      last++;
    }
    return last;
  }

  String until(long position) {
    return String.join("", lines.headMap(position + 1).values());
  }

  private static void add(ConsumerRecord<byte[], byte[]> record, SortedMap<Long, String> lines) {
    Map<String, String> headers = new HashMap<>();
    record.headers().forEach(it -> headers.put(it.key(), new String(it.value(), UTF_8)));
    if (!"daybook.watermark".equals(headers.get("ce_type"))) {
      String before =
          lines.put(
              Long.parseLong(headers.getOrDefault("ce_position", "")),
              line(headers, new String(record.value(), UTF_8)));
      if (before != null) {
        throw new AssertionError("It is there twice: " + before);
      }
    }
  }

  private static String line(Map<String, String> headers, String payload) {
    return ("{\"position\":%s,\"stream\":%s,\"version\":%s,\"aggregateType\":%s,\"eventId\":%s,"
            + "\"type\":%s,\"revision\":%s,\"payload\":%s,\"metadata\":%s,\"recordedAt\":\"%s\"}\n")
        .formatted(
            headers.get("ce_position"),
            text(headers, "ce_subject"),
            headers.get("ce_version"),
            text(headers, "ce_aggregatetype"),
            text(headers, "ce_id"),
            text(headers, "ce_type"),
            text(headers, "ce_revision"),
            payload,
            headers.get("daybook-metadata"),
            time(headers.getOrDefault("ce_time", "")));
  }

  /// The line has no zeros at the end of a fraction.
  private static String time(String instant) {
    return instant.replaceFirst("(\\.\\d*?)0+Z$", "$1Z");
  }

  private static String text(Map<String, String> headers, String name) {
    return JsonMapper.shared().writeValueAsString(headers.getOrDefault(name, ""));
  }
}
