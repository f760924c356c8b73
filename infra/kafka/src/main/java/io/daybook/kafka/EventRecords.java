package io.daybook.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daybook.eventstore.StoredEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
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

  EventRecords(Topics topics) {
    this.topics = topics;
    topics
        .contexts()
        .forEach(it ->
            sources.put(
                topics.prefix() + "." + it,
                new RecordHeader(
                    EventHeaders.SOURCE, bytes("/%s/%s".formatted(topics.prefix(), it)))));
  }

  /// The record of an event.
  ///
  /// @param partitions how many each topic has
  ProducerRecord<byte[], byte[]> of(StoredEvent event, Map<String, Integer> partitions) {
    String topic = topics.of(event);
    byte[] key = Topics.key(event.stream());
    RecordHeaders headers = new RecordHeaders();
    headers.add(SPEC);
    headers.add(EventHeaders.ID, bytes(event.eventId()));
    headers.add(sources.get(topic));
    headers.add(EventHeaders.TYPE, bytes(event.type()));
    headers.add(EventHeaders.SUBJECT, key);
    headers.add(EventHeaders.TIME, bytes(event.recordedAt().toString()));
    headers.add(CONTENT);
    headers.add(EventHeaders.POSITION, bytes(Long.toString(event.position())));
    headers.add(EventHeaders.VERSION, bytes(Long.toString(event.version())));
    if (!event.revision().isEmpty()) {
      headers.add(EventHeaders.REVISION, bytes(event.revision()));
    }
    if (!event.aggregateType().isEmpty()) {
      headers.add(EventHeaders.AGGREGATE_TYPE, bytes(event.aggregateType()));
    }
    Origin origin = Origin.in(event.metadata());
    add(headers, EventHeaders.CORRELATION, origin.correlation());
    add(headers, EventHeaders.CAUSATION, origin.causation());
    add(headers, EventHeaders.TRACEPARENT, origin.traceparent(event.eventId()));
    headers.add(EventHeaders.METADATA, bytes(event.metadata()));
    return new ProducerRecord<>(
        topic,
        Topics.partition(key, partitions.getOrDefault(topic, 1)),
        event.recordedAt().toEpochMilli(),
        key,
        bytes(event.payload()),
        headers);
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

  private static void add(RecordHeaders headers, String name, @Nullable String value) {
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
