package io.daybook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EmbeddedKafkaIT {

  private static final TopicPartition NOTES = new TopicPartition("notes", 0);

  @TempDir private Path directory;

  @Test
  void committed_transactions_survive_a_crash_and_a_stop_and_others_are_never_seen()
      throws Exception {
    int port;
    var crashed = EmbeddedKafka.start(directory, KafkaNodeSettings.defaults());
    port = crashed.port();
    try (var admin = Admin.create(Map.of("bootstrap.servers", crashed.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("notes", 1, (short) 1))).all().get();
    }
    try (var producer = producer(crashed)) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(note("committed"));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(note("never committed")).get();
      var exit = crashed.onExit();
      crashed.kill();
      assertThat(exit).succeedsWithin(Duration.ofSeconds(5));
      producer.close(Duration.ZERO);
    }

    var settings = KafkaNodeSettings.defaults().withPort(port);
    var again = EmbeddedKafka.start(directory, settings);
    try (again;
        var producer = producer(again)) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(note("after the crash"));
      producer.commitTransaction();
      assertThatThrownBy(() -> EmbeddedKafka.start(directory, KafkaNodeSettings.defaults()))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("already running on " + directory);
      assertThat(notes(again)).containsExactly("committed", "after the crash");
    }
    assertThat(again.isAlive()).isFalse();
    assertThat(again.onExit()).isNotDone();
    assertThat(ProcessHandle.of(again.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static ProducerRecord<byte[], byte[]> note(String text) {
    return new ProducerRecord<>(NOTES.topic(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "notes"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static List<String> notes(EmbeddedKafka kafka) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(NOTES));
      consumer.seekToBeginning(List.of(NOTES));
      long end = consumer.endOffsets(List.of(NOTES)).getOrDefault(NOTES, 0L);
      List<String> notes = new ArrayList<>();
      while (consumer.position(NOTES) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(it -> notes.add(new String(it.value(), StandardCharsets.UTF_8)));
      }
      return notes;
    }
  }
}
