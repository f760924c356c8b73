package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.eventstore.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// What a read-committed consumer that trusts nobody finds in the topics.
record Copy(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {

  static Copy in(KafkaSettings settings) {
    Topics topics = Topics.ofAllEvents(settings.prefix());
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = Tenure.consumer(settings)) {
      List<TopicPartition> partitions = topics.partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      partitions.forEach(it -> records.put(it, new ArrayList<>()));
      while (partitions.stream()
          .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(it ->
                records
                    .computeIfAbsent(
                        new TopicPartition(it.topic(), it.partition()), _ -> new ArrayList<>())
                    .add(it));
      }
    }
    return new Copy(records);
  }

  /// The events, as they stand in each partition.
  List<StoredEvent> events(TopicPartition partition) {
    List<StoredEvent> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records.getOrDefault(partition, List.of())) {
      StoredEvent event = EventRecords.heard(record).event();
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  /// All events by position.
  List<StoredEvent> events() {
    return records.keySet().stream()
        .flatMap(it -> events(it).stream())
        .sorted(Comparator.comparingLong(StoredEvent::position))
        .toList();
  }

  long watermarks() {
    return records.values().stream()
        .flatMap(List::stream)
        .filter(it -> EventRecords.heard(it).event() == null)
        .count();
  }

  /// K1 of the design: every event of the log once, as it stands there; each key in one partition,
  /// and in the order of its stream.
  void assertIsCopyOf(List<StoredEvent> log) {
    assertThat(events()).isEqualTo(log);
    assertThat(digest(events())).isEqualTo(digest(log));
    Map<String, TopicPartition> homes = new HashMap<>();
    for (TopicPartition partition : records.keySet()) {
      Map<String, Long> versions = new HashMap<>();
      for (StoredEvent event : events(partition)) {
        assertThat(versions.merge(event.stream(), 1L, Long::sum)).isEqualTo(event.version());
        assertThat(homes.putIfAbsent(Topics.contextOf(event.type()) + event.stream(), partition))
            .isIn(null, partition);
      }
      assertThat(records.getOrDefault(partition, List.of()))
          .extracting(EventRecords::position)
          .isSorted();
    }
  }

  static String digest(List<StoredEvent> events) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      events.forEach(it -> digest.update(it.toString().getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
