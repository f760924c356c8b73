package io.daybook.kafka;

import io.daybook.privacy.Finds;
import io.daybook.privacy.SearchedStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// All topics of Daybook, looked through for a customer: keys, values and headers, those of
/// transactions that were given up too.
final class SearchedTopics implements SearchedStore {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private final KafkaSettings settings;

  SearchedTopics(KafkaSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "Kafka";
  }

  @Override
  public boolean keepsSealed() {
    return true;
  }

  @Override
  public void search(Finds finds) {
    Map<String, Object> readers = settings.readers();
    readers.put("isolation.level", "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(readers, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().entrySet().stream()
              .filter(it -> it.getKey().startsWith(settings.prefix() + "."))
              .flatMap(it -> it.getValue().stream())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      partitions.stream().map(TopicPartition::topic).distinct().sorted().forEach(finds::begin);
      if (!partitions.isEmpty()) {
        read(consumer, partitions, finds);
      }
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Finds finds) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long moved = System.nanoTime();
    TreeSet<String> open = new TreeSet<>();
    do {
      var records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> it : records) {
        finds.look(it.topic(), "%d@%d".formatted(it.partition(), it.offset()), text(it));
      }
      moved = records.isEmpty() ? moved : System.nanoTime();
      if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
        throw new IllegalStateException("Kafka gives nothing any more of " + open);
      }
      open.clear();
      ends.forEach((partition, end) -> {
        if (consumer.position(partition) < end) {
          open.add(partition.toString());
        }
      });
    } while (!open.isEmpty());
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder all = new StringBuilder();
    append(all, record.key());
    append(all, record.value());
    for (Header header : record.headers()) {
      all.append(header.key()).append('\n');
      append(all, header.value());
    }
    return all.toString();
  }

  private static void append(StringBuilder all, byte @Nullable [] bytes) {
    if (bytes != null) {
      all.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
    }
  }
}
