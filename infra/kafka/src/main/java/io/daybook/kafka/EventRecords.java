package io.daybook.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.daybook.eventstore.RawEvent;
import io.daybook.eventstore.StoredEvent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Events as records and back, without loss: what is read equals what stands in the log.
///
/// The value is the payload's JSON, byte by byte; everything else is a header. Immutable,
/// thread-safe.
final class EventRecords {

  private static final byte[] JSON = "application/json".getBytes(UTF_8);
  private static final Header SPEC = new RecordHeader(EventHeaders.SPEC_VERSION, bytes("1.0"));
  private static final Header CONTENT = new RecordHeader(EventHeaders.CONTENT_TYPE, JSON);

  private final Topics topics;
  private final Map<String, Header> sources = new HashMap<>();
  private final Map<String, List<TopicPartition>> partitions = new HashMap<>();
  private final Map<String, List<TopicPartition>> byType = new ConcurrentHashMap<>();

  /// @param counts how many partitions each topic has
  EventRecords(Topics topics, Map<String, Integer> counts) {
    this.topics = topics;
    for (String context : topics.contexts()) {
      String topic = topics.prefix() + "." + context;
      sources.put(
          topic,
          new RecordHeader(
              EventHeaders.SOURCE, bytes("/%s/%s".formatted(topics.prefix(), context))));
      partitions.put(
          topic,
          IntStream.range(0, counts.getOrDefault(topic, 1))
              .mapToObj(it -> new TopicPartition(topic, it))
              .toList());
    }
  }

  /// Where an event goes.
  ///
  /// @throws IllegalStateException when this version of the code has no topic for it
  TopicPartition home(RawEvent event) {
    List<TopicPartition> known = byType.get(event.type());
    if (known == null) {
      String topic = topics.of(event.type(), event.position());
      known = partitions.getOrDefault(topic, List.of());
      byType.put(event.type(), known);
    }
    return known.get(Topics.partition(event.stream(), known.size()));
  }

  /// The record of an event.
  ///
  /// @param home where it goes
  ProducerRecord<byte[], byte[]> of(RawEvent event, TopicPartition home) {
    byte[] key = event.stream();
    Instant time = event.recordedAt();
    ProducerRecord<byte[], byte[]> made =
        new ProducerRecord<>(
            home.topic(), home.partition(), time.toEpochMilli(), key, event.payload());
    Headers headers = made.headers();
    headers.add(SPEC);
    headers.add(EventHeaders.ID, event.eventId());
    headers.add(sources.get(home.topic()));
    headers.add(EventHeaders.TYPE, bytes(event.type()));
    headers.add(EventHeaders.SUBJECT, key);
    headers.add(EventHeaders.TIME, bytes(text(time)));
    headers.add(CONTENT);
    headers.add(EventHeaders.POSITION, bytes(Long.toString(event.position())));
    headers.add(EventHeaders.VERSION, bytes(Long.toString(event.version())));
    if (event.revision().length > 0) {
      headers.add(EventHeaders.REVISION, event.revision());
    }
    if (event.aggregateType().length > 0) {
      headers.add(EventHeaders.AGGREGATE_TYPE, event.aggregateType());
    }
    Origin origin = Origin.in(event.metadata());
    add(headers, EventHeaders.CORRELATION, origin.correlation());
    add(headers, EventHeaders.CAUSATION, origin.causation());
    add(headers, EventHeaders.TRACEPARENT, origin.traceparent(event.eventId()));
    headers.add(EventHeaders.METADATA, event.metadata());
    return made;
  }

  /// As [Instant#toString] has it, in a sixth of the time.
  static String text(Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), UTC);
    // Its text leaves out seconds when there are none.
    return utc.getSecond() == 0 && utc.getNano() == 0 ? time.toString() : utc + "Z";
  }

  /// Says that a partition has everything up to a position.
  ProducerRecord<byte[], byte[]> watermark(TopicPartition partition, long position) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(SPEC);
    headers.add(EventHeaders.ID, bytes("watermark-%s-%d".formatted(partition, position)));
    headers.add(sources.get(partition.topic()));
    headers.add(EventHeaders.TYPE, bytes(EventHeaders.WATERMARK));
    headers.add(CONTENT);
    headers.add(EventHeaders.POSITION, bytes(Long.toString(position)));
    return new ProducerRecord<>(
        partition.topic(),
        partition.partition(),
        bytes(EventHeaders.WATERMARK),
        bytes("{\"position\":%d}".formatted(position)),
        headers);
  }

  /// What a record says.
  ///
  /// @throws IllegalStateException when it is none of ours
  static Heard heard(ConsumerRecord<byte[], byte[]> read) {
    String type = "";
    String id = "";
    String subject = "";
    String time = "";
    String revision = "";
    String aggregateType = "";
    String metadata = "{}";
    long position = 0;
    long version = 0;
    for (Header header : read.headers()) {
      switch (header.key()) {
        case EventHeaders.TYPE -> type = text(header);
        case EventHeaders.ID -> id = text(header);
        case EventHeaders.SUBJECT -> subject = text(header);
        case EventHeaders.TIME -> time = text(header);
        case EventHeaders.REVISION -> revision = text(header);
        case EventHeaders.AGGREGATE_TYPE -> aggregateType = text(header);
        case EventHeaders.METADATA -> metadata = text(header);
        case EventHeaders.POSITION -> position = Long.parseLong(text(header));
        case EventHeaders.VERSION -> version = Long.parseLong(text(header));
        default -> {
          // Other readers want it.
        }
      }
    }
    if (position == 0) {
      throw new IllegalStateException(
          "The record at %s-%d:%d has no position: somebody else writes there"
              .formatted(read.topic(), read.partition(), read.offset()));
    }
    if (type.equals(EventHeaders.WATERMARK)) {
      return new Heard(position, null);
    }
    return new Heard(
        position,
        new StoredEvent(
            position,
            subject,
            version,
            aggregateType,
            id,
            type,
            revision,
            new String(read.value(), UTF_8),
            metadata,
            Instant.parse(time)));
  }

  /// The position of a record, event or watermark; 0 when it has none.
  static long position(ConsumerRecord<byte[], byte[]> read) {
    Header header = read.headers().lastHeader(EventHeaders.POSITION);
    return header == null ? 0 : Long.parseLong(text(header));
  }

  /// @param event null for a watermark
  record Heard(long position, @Nullable StoredEvent event) {}

  private static void add(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, bytes(value));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(Header header) {
    return new String(header.value(), UTF_8);
  }
}
