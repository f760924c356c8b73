package io.daybook.kafka;

import io.daybook.eventstore.EventLog;
import io.daybook.kafka.EventsAhead.Page;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
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

  /// A transaction that is open for so long takes up nothing more: consumers wait for its end.
  private static final Duration LONGEST = Duration.ofMillis(500);

  /// Nor does one of so many bytes: a slow cluster must have them before they time out.
  private static final int LARGEST = 32 << 20;

  /// How long a transaction waits for more while the log is known to go on.
  private static final Duration PATIENCE = Duration.ofMillis(20);

  /// Least time between marks for one that has far to go: a mark on every partition costs the
  /// cluster more than a thousand events do.
  private static final Duration SELDOM = Duration.ofSeconds(5);

  private final EventLog log;
  private final KafkaSettings settings;
  private final EventRecords records;
  private final PublisherMetrics metrics;
  private final Producer<byte[], byte[]> producer;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("kafka-publisher-reader").factory());
  private final Map<TopicPartition, Long> reached;
  private long position;
  private long markedAt = System.nanoTime();

  private Tenure(
      EventLog log,
      KafkaSettings settings,
      EventRecords records,
      PublisherMetrics metrics,
      Producer<byte[], byte[]> producer,
      Map<TopicPartition, Long> reached) {
    this.log = log;
    this.settings = settings;
    this.records = records;
    this.metrics = metrics;
    this.producer = producer;
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
      // Or else each topic's first record would wait for it, with a transaction open.
      topics.names().forEach(producer::partitionsFor);
      EventRecords records = new EventRecords(topics, topics.counts(consumer));
      Tenure tenure = new Tenure(log, settings, records, metrics, producer, reached);
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
      try (EventsAhead ahead = ahead()) {
        while (!stopped.getAsBoolean() && ahead.hasNext()) {
          publish(ahead);
        }
      }
      Duration untilMark = untilMark(position);
      if (isBehind() && !untilMark.isPositive()) {
        producer.beginTransaction();
        commit(position, 0);
      } else {
        log.awaitBeyond(position, isBehind() ? untilMark : LOOK);
      }
    }
  }

  private EventsAhead ahead() {
    return new EventsAhead(reader, log, records, position, settings.batch());
  }

  /// One transaction: the next events of the log, as many as there are and may be.
  private void publish(EventsAhead ahead) throws InterruptedException {
    long begun = System.nanoTime();
    int count = 0;
    int size = 0;
    long last = position;
    producer.beginTransaction();
    Page page = ahead.poll(settings.batch(), Duration.ZERO);
    while (page != null) {
      send(page);
      reached.putAll(page.reached());
      last = page.last();
      count += page.events().size();
      size += page.size();
      page =
          size < LARGEST && System.nanoTime() - begun < LONGEST.toNanos()
              ? ahead.poll(settings.batch() - count, PATIENCE)
              : null;
    }
    commit(last, count);
  }

  private void send(Page page) {
    for (int i = 0; i < page.events().size(); i++) {
      // What fails is told by the commit.
      var _ = producer.send(records.of(page.events().get(i), page.homes().get(i)));
    }
  }

  /// Says where all partitions stand now, unless that was said a moment ago, and commits.
  private void commit(long last, int count) {
    boolean mark = !untilMark(last).isPositive();
    if (mark) {
      reached.replaceAll((partition, behind) -> mark(partition, behind, last));
    }
    producer.commitTransaction();
    position = last;
    metrics.published(last, count);
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

  private Duration untilMark(long last) {
    boolean far = log.head() - last > settings.batch();
    Duration every = settings.watermarkEvery();
    return (far && every.compareTo(SELDOM) < 0 ? SELDOM : every)
        .minusNanos(System.nanoTime() - markedAt);
  }

  /// Lets go at once; what is under way is aborted by the cluster or by the next tenure.
  @Override
  public void close() {
    reader.shutdownNow();
    producer.close(Duration.ZERO);
  }
}
