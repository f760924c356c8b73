package io.daybook.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Finds out from the topics themselves how far each partition has come: the position in its last
/// committed record. Aborted records and the marks of transactions lie behind that record, any
/// number of them, so the look goes back in growing steps.
final class CommittedPositions {

  private static final long FIRST_STEP = 64;
  private static final long GROWTH = 16;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;

  /// @param consumer reads what is committed only; assigned as it is needed here
  CommittedPositions(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /// The position that each partition has reached; 0 when nothing was ever committed there.
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
    return positions(partitions, lastOf(partitions));
  }

  /// The position of each partition's last committed record; 0 when it has none.
  static Map<TopicPartition, Long> positions(
      Collection<TopicPartition> partitions,
      Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last) {
    Map<TopicPartition, Long> reached = new HashMap<>();
    partitions.forEach(it -> reached.put(it, 0L));
    last.forEach((it, record) -> reached.put(it, EventRecords.position(record)));
    return reached;
  }

  /// The last committed record of each partition in which anything ever was committed.
  Map<TopicPartition, ConsumerRecord<byte[], byte[]>> lastOf(
      Collection<TopicPartition> partitions) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> reached = new HashMap<>();
    Set<TopicPartition> open = new HashSet<>(partitions);
    for (long step = FIRST_STEP; !open.isEmpty(); step *= GROWTH) {
      Map<TopicPartition, Long> from = new HashMap<>();
      for (TopicPartition it : open) {
        from.put(it, Math.max(at(begins, it), at(ends, it) - step));
      }
      reached.putAll(lastBetween(from, ends));
      open.removeIf(it -> reached.containsKey(it) || at(from, it) == at(begins, it));
    }
    return reached;
  }

  private Map<TopicPartition, ConsumerRecord<byte[], byte[]>> lastBetween(
      Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    List<TopicPartition> reading = new ArrayList<>(from.keySet());
    reading.removeIf(it -> at(from, it) >= at(ends, it));
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
    consumer.assign(reading);
    reading.forEach(it -> consumer.seek(it, at(from, it)));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!reading.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("The ends of %s can't be read".formatted(reading));
      }
      for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(200))) {
        TopicPartition partition = new TopicPartition(read.topic(), read.partition());
        if (read.offset() < at(ends, partition)) {
          last.put(partition, read);
        }
      }
      if (reading.removeIf(it -> consumer.position(it) >= at(ends, it))) {
        consumer.assign(reading);
      }
    }
    return last;
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }
}
