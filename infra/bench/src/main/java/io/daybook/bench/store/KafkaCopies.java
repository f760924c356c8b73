package io.daybook.bench.store;

import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Sample;
import io.daybook.eventstore.EventLog;
import io.daybook.kafka.KafkaPublisher;
import io.daybook.kafka.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Copies of one log in topics of one broker, made in different ways. Everyone packs and gathers
/// records in the same way and waits for the same acknowledgement.
final class KafkaCopies implements AutoCloseable {

  private static final String CONTEXT = ".ordering";
  private static final int PARTITIONS = 4;
  private static final int KEPT = 50_000;
  private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();
  private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

  private final String broker;
  private final EventLog log;
  private final Admin admin;
  private List<ConsumerRecord<byte[], byte[]>> records = List.of();
  private int copies;

  KafkaCopies(String broker, EventLog log) {
    this.broker = broker;
    this.log = log;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker));
  }

  /// One way to copy; the nanoseconds that it took.
  @FunctionalInterface
  interface Way {
    long nanos() throws Exception;
  }

  /// One who copies so many events again and again, until the turn is over.
  static Contender contender(String name, int events, Way way) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Sample run(int callers, Limit limit) throws Exception {
        long copied = 0;
        long nanos = 0;
        do {
          nanos += way.nanos();
          copied += events;
        } while (nanos < limit.time().toNanos() && copied < limit.operations());
        return Sample.of(copied * (double) TimeUnit.SECONDS.toNanos(1) / nanos);
      }
    };
  }

  /// Has Daybook's publisher copy all of the log: read, turned into records, sent, committed.
  long publish(int events) throws Exception {
    String prefix = "copy" + ++copies;
    long nanos = publish(events, prefix);
    drop(prefix);
    return nanos;
  }

  private long publish(int events, String prefix) {
    MeterRegistry meters = new SimpleMeterRegistry();
    try (KafkaPublisher publisher =
        new KafkaPublisher(log, KafkaSettings.of(broker).withPrefix(prefix), meters)) {
      publisher.start();
      long limit = System.nanoTime() + PATIENCE_NANOS;
      while (!publisher.isActive() && System.nanoTime() < limit) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      long start = System.nanoTime();
      var published = meters.get("daybook.kafka.events").counter();
      while (published.count() < events && System.nanoTime() < limit) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      long nanos = System.nanoTime() - start;
      if (published.count() != events) {
        throw new IllegalStateException(
            "%.0f of %d events were published: %s"
                .formatted(published.count(), events, publisher.failure()));
      }
      if (records.isEmpty()) {
        records = read(prefix + CONTEXT, Math.min(events, KEPT));
      }
      return nanos;
    }
  }

  /// The same records, made beforehand, as fast as a producer takes them. There are [#KEPT] of
  /// them, sent over and over: more would be a heap that the collector has to go through.
  long sendBare(int count) throws Exception {
    String topic = topic();
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      List<ProducerRecord<byte[], byte[]>> made = made(topic, count);
      producer.partitionsFor(topic);
      long start = System.nanoTime();
      for (int sent = 0; sent < count; sent++) {
        var _ = producer.send(made.get(sent % made.size()));
      }
      producer.flush();
      long nanos = System.nanoTime() - start;
      drop(topic);
      return nanos;
    }
  }

  /// The same records, made beforehand, each with a transaction of its own.
  long sendOneByOne(int count) throws Exception {
    String topic = topic();
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", topic, "linger.ms", 0))) {
      producer.initTransactions();
      List<ProducerRecord<byte[], byte[]>> made = made(topic, count);
      producer.partitionsFor(topic);
      long start = System.nanoTime();
      for (ProducerRecord<byte[], byte[]> record : made) {
        producer.beginTransaction();
        var _ = producer.send(record);
        producer.commitTransaction();
      }
      long nanos = System.nanoTime() - start;
      drop(topic);
      return nanos;
    }
  }

  /// Headers, key and value.
  long bytesPerRecord() {
    return (long)
        records.stream()
            .mapToLong(it -> {
              long headers = 0;
              for (var header : it.headers()) {
                headers += header.key().length() + header.value().length;
              }
              return headers + it.serializedKeySize() + it.serializedValueSize();
            })
            .average()
            .orElse(0);
  }

  private List<ProducerRecord<byte[], byte[]>> made(String topic, int count) {
    return records.stream()
        .limit(count)
        .map(it ->
            new ProducerRecord<>(
                topic, it.partition(), it.timestamp(), it.key(), it.value(), it.headers()))
        .toList();
  }

  private String topic() throws Exception {
    String topic = "copy" + ++copies;
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    awaitLeaders(topic);
    return topic;
  }

  /// Asks each partition's leader until there is one; the publisher, too, has done so before its
  /// time begins.
  private void awaitLeaders(String topic) throws Exception {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, PARTITIONS)
            .mapToObj(it -> new TopicPartition(topic, it))
            .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
    long limit = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        admin.describeTopics(List.of(topic)).allTopicNames().get();
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException notYet) {
        if (!(notYet.getCause() instanceof RetriableException) || System.nanoTime() > limit) {
          throw notYet;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private void drop(String prefix) throws Exception {
    List<String> old =
        admin.listTopics().names().get().stream()
            .filter(it -> it.equals(prefix) || it.startsWith(prefix + "."))
            .toList();
    admin.deleteTopics(old).all().get();
  }

  /// As the publisher has it, without the transactions.
  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker);
    settings.put("acks", "all");
    settings.put("compression.type", "lz4");
    settings.put("batch.size", 1 << 17);
    settings.put("linger.ms", 20);
    settings.put("retry.backoff.ms", 10);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int events) {
    List<TopicPartition> partitions = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer
          .partitionsFor(topic)
          .forEach(it -> partitions.add(new TopicPartition(topic, it.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
      while (read.size() < events) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(it -> {
              if (it.headers().lastHeader("ce_subject") != null) {
                read.add(it);
              }
            });
      }
      return read;
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
