package io.daybook.kafka;

import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.LogPages;
import io.daybook.eventstore.StoredEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The time in which one process is the publisher.
///
/// Life: Kafka gives the transactional id to this producer and ends what its predecessor left open,
/// so that nobody else can write any more; only then the topics are asked how far they have come,
/// and publishing goes on behind that. Every transaction takes up what follows in the log without a
/// gap, over all partitions at once: the highest committed position of any partition is therefore
/// where all of them stand. Any failure, a commit without an answer too, ends the tenure, and the
/// next one asks the topics again. Used by one thread.
final class Tenure implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final EventLog log;
  private final KafkaSettings settings;
  private final EventRecords records;
  private final PublisherMetrics metrics;
  private final Producer<byte[], byte[]> producer;
  private final Map<String, Integer> counts;
  private final Map<TopicPartition, Long> reached;
  private long position;
  private long markedAt = System.nanoTime() - Duration.ofDays(1).toNanos();

  private Tenure(
      EventLog log,
      KafkaSettings settings,
      Topics topics,
      PublisherMetrics metrics,
      Producer<byte[], byte[]> producer,
      Map<String, Integer> counts,
      Map<TopicPartition, Long> reached) {
    this.log = log;
    this.settings = settings;
    this.records = new EventRecords(topics);
    this.metrics = metrics;
    this.producer = producer;
    this.counts = counts;
    this.reached = new HashMap<>(reached);
    this.position = reached.values().stream().mapToLong(it -> it).max().orElse(0);
  }

  /// Becomes the publisher; whoever was it before is not any more.
  ///
  /// @throws org.apache.kafka.common.KafkaException when the cluster is away
  /// @throws Lineage.ForeignTopics when the topics were not published from this log
  static Tenure begin(
      EventLog log, KafkaSettings settings, Topics topics, PublisherMetrics metrics) {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
      // Before the topics are asked: what a predecessor has under way must be over by then.
      producer.initTransactions();
      List<TopicPartition> partitions = topics.partitions(consumer);
      Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last =
          new CommittedPositions(consumer).lastOf(partitions);
      new Lineage(log).check(last.values());
      Map<TopicPartition, Long> reached = CommittedPositions.positions(partitions, last);
      Tenure tenure =
          new Tenure(log, settings, topics, metrics, producer, topics.counts(consumer), reached);
      metrics.published(tenure.position);
      return tenure;
    } catch (RuntimeException failed) {
      producer.close(Duration.ZERO);
      throw failed;
    }
  }

  static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings settings) {
    return new KafkaConsumer<>(
        settings.readers(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// The last position that is published.
  long position() {
    return position;
  }

  /// Publishes what there is and what comes, until it is told to stop or fails.
  void publishUntil(BooleanSupplier stopped) throws InterruptedException {
    while (!stopped.getAsBoolean()) {
      LogPages pages = log.pages(position, settings.batch());
      while (!stopped.getAsBoolean() && pages.hasNext()) {
        publish(pages.next());
      }
      Duration untilMark = untilMark();
      if (isBehind() && !untilMark.isPositive()) {
        publish(List.of());
      } else {
        log.awaitBeyond(position, isBehind() ? untilMark : LOOK);
      }
    }
  }

  /// One transaction: the next events of the log, and where all partitions stand now unless that
  /// was said a moment ago.
  private void publish(List<StoredEvent> events) {
    long last = events.isEmpty() ? position : events.getLast().position();
    producer.beginTransaction();
    for (StoredEvent event : events) {
      ProducerRecord<byte[], byte[]> next = records.of(event, counts);
      // What fails is told by the commit.
      var _ = producer.send(next);
      reached.put(new TopicPartition(next.topic(), next.partition()), event.position());
    }
    boolean mark = !untilMark().isPositive();
    if (mark) {
      reached.replaceAll((partition, behind) -> mark(partition, behind, last));
    }
    producer.commitTransaction();
    position = last;
    metrics.published(last, events.size());
    if (mark) {
      markedAt = System.nanoTime();
    }
  }

  private long mark(TopicPartition partition, long behind, long last) {
    if (behind < last) {
      var _ = producer.send(records.watermark(partition, last));
    }
    return last;
  }

  private boolean isBehind() {
    return reached.values().stream().anyMatch(it -> it < position);
  }

  private Duration untilMark() {
    return settings.watermarkEvery().minusNanos(System.nanoTime() - markedAt);
  }

  /// Lets go at once; what is under way is aborted by the cluster or by the next tenure.
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
