package io.daybook.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.RawEvent;
import io.daybook.eventstore.StoredEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PublisherIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension private static final Servers SERVERS = new Servers();

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void every_event_is_published_once_and_as_it_stands_in_the_log() {
    try (Shop shop = SERVERS.shop();
        KafkaPublisher publisher = started(shop)) {
      shop.happenAtOnce(5_000);
      awaitPublished(shop);
      shop.happen(50);
      awaitPublished(shop);

      Copy.in(SERVERS.settings()).assertIsCopyOf(shop.all());
      assertThat(publisher.isActive()).isTrue();
      assertThat(meters.get("daybook.kafka.events").counter().count()).isEqualTo(5_050);
      assertThat(meters.get("daybook.kafka.transactions").counter().count()).isLessThan(200);
      assertThat(meters.get("daybook.kafka.lag").gauge().value()).isZero();
    }
  }

  @Test
  void a_record_is_a_cloud_event_with_the_payload_as_its_value() {
    try (Shop shop = SERVERS.shop();
        KafkaPublisher _ = started(shop)) {
      shop.happen(1);
      awaitPublished(shop);

      StoredEvent event = shop.all().getFirst();
      var record =
          Copy.in(SERVERS.settings()).records().values().stream()
              .flatMap(List::stream)
              .filter(it -> EventRecords.heard(it).event() != null)
              .findFirst()
              .orElseThrow();
      Map<String, String> headers = new HashMap<>();
      record.headers().forEach(it -> headers.put(it.key(), new String(it.value(), UTF_8)));
      String context = Topics.contextOf(event.type());
      assertThat(record.topic()).isEqualTo(SERVERS.settings().prefix() + "." + context);
      assertThat(new String(record.key(), UTF_8)).isEqualTo(event.stream());
      assertThat(new String(record.value(), UTF_8)).isEqualTo(event.payload());
      assertThat(record.timestamp()).isEqualTo(event.recordedAt().toEpochMilli());
      assertThat(headers)
          .containsEntry("ce_specversion", "1.0")
          .containsEntry("ce_id", event.eventId())
          .containsEntry("ce_type", event.type())
          .containsEntry("ce_source", "/%s/%s".formatted(SERVERS.settings().prefix(), context))
          .containsEntry("ce_subject", event.stream())
          .containsEntry("ce_time", event.recordedAt().toString())
          .containsEntry("content-type", "application/json")
          .containsEntry("ce_position", "1")
          .containsEntry("ce_version", "1")
          .containsEntry("ce_revision", event.revision())
          .containsEntry("ce_causationid", "cause-1")
          .containsEntry("daybook-metadata", event.metadata());
      assertThat(headers.get("traceparent"))
          .matches("00-%s-[0-9a-f]{16}-00".formatted(headers.get("ce_correlationid")));
    }
  }

  @Test
  void every_partition_soon_says_how_far_the_log_has_come() {
    try (Shop shop = SERVERS.shop();
        KafkaPublisher _ = started(shop)) {
      shop.happen(3);
      awaitMarked(3);
      shop.happen(4);
      awaitMarked(7);

      Copy copy = Copy.in(SERVERS.settings());
      long partitions = copy.records().size();
      // All are idle but for seven events: the waits between are what is allowed.
      assertThat(copy.watermarks()).isBetween(partitions, 7 * partitions);
    }
  }

  @Test
  void of_two_publishers_the_later_one_publishes_until_it_is_gone() {
    try (Shop shop = SERVERS.shop();
        KafkaPublisher first = started(shop)) {
      shop.happen(20);
      awaitPublished(shop);
      try (KafkaPublisher second = started(shop, new SimpleMeterRegistry())) {
        await().atMost(SOON).until(second::isActive);
        await()
            .atMost(SOON)
            .until(() -> {
              shop.happen(5);
              return !first.isActive();
            });
        shop.happen(20);
        awaitPublished(shop);
        assertThat(second.isActive()).isTrue();
        assertThat(first.failure()).isEmpty();
      }
      shop.happen(20);
      awaitPublished(shop);

      assertThat(first.isActive()).isTrue();
      assertThat(meters.get("daybook.kafka.fenced").counter().count()).isEqualTo(1);
      Copy.in(SERVERS.settings()).assertIsCopyOf(shop.all());
    }
  }

  /// Twice as many aborted records as a first look goes back, and a transaction that nobody ended.
  @Test
  void the_position_is_recovered_behind_aborted_and_open_transactions() {
    try (Shop shop = SERVERS.shop()) {
      try (KafkaPublisher _ = started(shop)) {
        shop.happen(10);
        awaitPublished(shop);
      }
      shop.happen(10);
      List<StoredEvent> log = shop.all();
      Topics topics = Topics.ofAllEvents(SERVERS.settings().prefix());
      try (var consumer = Tenure.consumer(SERVERS.settings());
          var crashing = producer()) {
        EventRecords records = new EventRecords(topics, topics.counts(consumer));
        crashing.initTransactions();
        for (int times = 0; times < 20; times++) {
          crashing.beginTransaction();
          send(crashing, records, log.subList(10, 20));
          crashing.abortTransaction();
        }
        crashing.beginTransaction();
        send(crashing, records, log.subList(10, 15));
        crashing.close(Duration.ZERO);

        assertThat(new CommittedPositions(consumer).of(topics.partitions(consumer)).values())
            .containsOnly(10L);
      }

      try (KafkaPublisher _ = started(shop)) {
        awaitPublished(shop);
      }
      Copy.in(SERVERS.settings()).assertIsCopyOf(log);
    }
  }

  @Test
  void topics_that_a_restored_log_has_not_published_are_left_as_they_are() {
    try (Shop shop = SERVERS.shop()) {
      shop.happenAtOnce(90);
    }
    Servers.Backup backup = SERVERS.backup();
    try (Shop shop = SERVERS.shop();
        KafkaPublisher _ = started(shop)) {
      shop.askForVersions();
      shop.happen(10);
      awaitPublished(shop);
    }
    Copy before = Copy.in(SERVERS.settings());
    try (Shop restored = backup.restored()) {
      assertRefused(restored, "beyond the end of the log");
      restored.askForVersions();
      restored.happen(20);
      assertRefused(restored, "another event than the log at position 100");
    }
    Copy after = Copy.in(SERVERS.settings());
    assertThat(after.events()).isEqualTo(before.events());
    assertThat(after.watermarks()).isEqualTo(before.watermarks());
    try (Shop shop = SERVERS.shop();
        KafkaPublisher _ = started(shop)) {
      shop.askForVersions();
      shop.happen(5);
      awaitPublished(shop);
      Copy.in(SERVERS.settings()).assertIsCopyOf(shop.all());
    }
  }

  private static void assertRefused(Shop restored, String why) {
    MeterRegistry meters = new SimpleMeterRegistry();
    try (KafkaPublisher publisher = started(restored, meters)) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(publisher.failure().orElse("")).contains(why));
      assertThat(publisher.isActive()).isFalse();
      assertThat(meters.get("daybook.kafka.topics.foreign").gauge().value()).isEqualTo(1);
      assertThat(meters.get("daybook.kafka.events").counter().count()).isZero();
    }
  }

  @Test
  void a_topic_with_other_settings_is_reported_and_left_as_it_is() throws Exception {
    KafkaSettings settings = SERVERS.settings();
    String topic = settings.prefix() + ".cart";
    try (Admin admin = Admin.create(settings.clients());
        Shop shop = SERVERS.shop()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 2, (short) 1).configs(Map.of("retention.ms", "86400000"))))
          .all()
          .get();
      List<String> differences =
          new TopicMaker(settings, Topics.ofAllEvents(settings.prefix())).make();

      assertThat(differences)
          .anyMatch(it -> it.contains(topic + " has 2 partitions, not 4"))
          .anyMatch(it -> it.contains(topic + " has retention.ms=86400000, not -1"))
          .hasSize(3);
      try (KafkaPublisher _ = started(shop)) {
        shop.happen(100);
        awaitPublished(shop);
        assertThat(meters.get("daybook.kafka.topics.differing").gauge().value())
            .isEqualTo(differences.size());
      }
      Copy.in(settings).assertIsCopyOf(shop.all());
      assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get().values())
          .singleElement()
          .satisfies(it -> assertThat(it.partitions()).hasSize(2));
    }
  }

  @Test
  void a_log_that_goes_away_in_the_middle_is_taken_up_where_its_copy_ends() {
    try (Shop shop = SERVERS.shop()) {
      shop.happenAtOnce(5_000);
      Set<Long> failures = ConcurrentHashMap.newKeySet();
      EventLog failing =
          new WatchedLog(
              shop.log(),
              after -> {
                if (after > 0 && failures.size() < 3 && failures.add(after)) {
                  throw new IllegalStateException("Away");
                }
              });
      try (KafkaPublisher publisher = new KafkaPublisher(failing, SERVERS.settings(), meters)) {
        publisher.start();
        awaitPublished(shop);

        assertThat(meters.get("daybook.kafka.failures").counter().count()).isEqualTo(3);
        assertThat(publisher.failure()).isEmpty();
        Copy.in(SERVERS.settings()).assertIsCopyOf(shop.all());
      }
    }
  }

  /// It is stopped again and again on its way, at another page each time.
  @Test
  void one_that_is_stopped_in_the_middle_leaves_nothing_behind() throws Exception {
    try (Shop shop = SERVERS.shop()) {
      shop.happenAtOnce(8_000);
      for (int pages = 1; pages <= 4; pages++) {
        CountDownLatch read = new CountDownLatch(pages);
        EventLog watched = new WatchedLog(shop.log(), _ -> read.countDown());
        try (KafkaPublisher publisher =
            new KafkaPublisher(watched, SERVERS.settings(), new SimpleMeterRegistry())) {
          publisher.start();
          assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        }
        await()
            .atMost(SOON)
            .until(() ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(it -> it.getName().startsWith("kafka-publisher")));
      }
      try (KafkaPublisher _ = started(shop)) {
        awaitPublished(shop);
      }
      Copy.in(SERVERS.settings()).assertIsCopyOf(shop.all());
    }
  }

  private KafkaPublisher started(Shop shop) {
    return started(shop, meters);
  }

  private static KafkaPublisher started(Shop shop, MeterRegistry meters) {
    KafkaPublisher publisher = new KafkaPublisher(shop.log(), SERVERS.settings(), meters);
    publisher.start();
    return publisher;
  }

  private static void awaitPublished(Shop shop) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> Copy.in(SERVERS.settings()).events().size() >= shop.log().head());
  }

  private static void awaitMarked(long position) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> {
          try (var consumer = Tenure.consumer(SERVERS.settings())) {
            List<TopicPartition> partitions =
                Topics.ofAllEvents(SERVERS.settings().prefix()).partitions(consumer);
            return new CommittedPositions(consumer)
                .of(partitions).values().stream().allMatch(it -> it == position);
          }
        });
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, EventRecords records, List<StoredEvent> events) {
    for (StoredEvent event : events) {
      RawEvent raw = RawEvent.of(event);
      var _ = producer.send(records.of(raw, records.home(raw)));
    }
    producer.flush();
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        SERVERS.settings().producer(), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
