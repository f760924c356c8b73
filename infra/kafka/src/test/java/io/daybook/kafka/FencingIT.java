package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.eventstore.RawEvent;
import io.daybook.eventstore.StoredEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FencingIT {

  @RegisterExtension private static final Servers SERVERS = new Servers();

  /// The worst moment for a predecessor to wake up: its successor has just seen where the topics
  /// end. Were it not shut out by then, what it commits would be published twice.
  @Test
  void a_predecessor_that_commits_once_its_successor_knows_the_place_is_refused() {
    try (Shop shop = SERVERS.shop()) {
      try (KafkaPublisher _ = started(shop, SERVERS.settings())) {
        shop.happen(10);
        awaitPublished(shop);
      }
      shop.happen(10);
      AtomicReference<Throwable> refusal = new AtomicReference<>();
      try (KafkaProducer<byte[], byte[]> predecessor = withTransactionOf(shop.all(), 10)) {
        Wakes.atFirstLook(() -> {
          try {
            predecessor.commitTransaction();
          } catch (KafkaException refused) {
            refusal.set(refused);
          }
        });

        try (KafkaPublisher _ = started(shop, watched())) {
          awaitPublished(shop);
        }
      }

      assertThat(refusal.get())
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      Copy.in(SERVERS.settings()).assertIsCopyOf(shop.all());
    }
  }

  /// A publisher that has sent everything behind a position, and not committed it yet.
  private static KafkaProducer<byte[], byte[]> withTransactionOf(
      List<StoredEvent> log, int published) {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            SERVERS.settings().producer(), new ByteArraySerializer(), new ByteArraySerializer());
    Topics topics = Topics.ofAllEvents(SERVERS.settings().prefix());
    try (var consumer = Tenure.consumer(SERVERS.settings())) {
      EventRecords records = new EventRecords(topics, topics.counts(consumer));
      producer.initTransactions();
      producer.beginTransaction();
      for (StoredEvent event : log.subList(published, log.size())) {
        RawEvent raw = RawEvent.of(event);
        var _ = producer.send(records.of(raw, records.home(raw)));
      }
      producer.flush();
      return producer;
    }
  }

  private static KafkaPublisher started(Shop shop, KafkaSettings settings) {
    KafkaPublisher publisher = new KafkaPublisher(shop.log(), settings, new SimpleMeterRegistry());
    publisher.start();
    return publisher;
  }

  private static void awaitPublished(Shop shop) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> Copy.in(SERVERS.settings()).events().size() >= shop.log().head());
  }

  private static KafkaSettings watched() {
    KafkaSettings plain = SERVERS.settings();
    return new KafkaSettings(
        plain.bootstrapServers(),
        plain.publish(),
        plain.prefix(),
        plain.partitions(),
        plain.replication(),
        plain.batch(),
        plain.watermarkEvery(),
        plain.takeOverAfter(),
        Map.of("interceptor.classes", Wakes.class.getName()));
  }

  /// Lets something happen when a consumer has the first records in hand. Kafka makes one for every
  /// client, the producer too.
  public static final class Wakes
      implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {

    private static final AtomicReference<Runnable> NEXT = new AtomicReference<>(() -> {});

    static void atFirstLook(Runnable happening) {
      NEXT.set(happening);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      NEXT.getAndSet(() -> {}).run();
      return records;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
      return sent;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure) {}

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
  }
}
