package io.daybook.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Finds where to begin in each partition in order to read on after a position. Positions grow with
/// offsets, so it is looked for by halving, in all partitions at once, until what is left is read
/// sooner than found.
final class OffsetSearch {

  private static final long NEAR = 1_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;

  /// @param consumer reads what is committed only; assigned as it is needed here
  OffsetSearch(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  private static final class Range {
    private long from;
    private long to;

    private Range(long from, long to) {
      this.from = from;
      this.to = to;
    }

    private long middle() {
      return from + (to - from) / 2;
    }

    private boolean isWide() {
      return to - from > NEAR;
    }
  }

  /// An offset in each partition before which no record is beyond `position`.
  Map<TopicPartition, Long> after(long position, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Range> ranges = new HashMap<>();
    if (position > 0) {
      consumer
          .endOffsets(partitions)
          .forEach((it, end) -> ranges.put(it, new Range(begins.getOrDefault(it, 0L), end)));
    }
    while (true) {
      Map<TopicPartition, Range> wide = new HashMap<>(ranges);
      wide.values().removeIf(it -> !it.isWide());
      if (wide.isEmpty()) {
        Map<TopicPartition, Long> found = new HashMap<>(begins);
        ranges.forEach((it, range) -> found.put(it, range.from));
        return found;
      }
      halve(wide, position);
    }
  }

  private void halve(Map<TopicPartition, Range> ranges, long position) {
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> first = firstFromMiddle(ranges);
    ranges.forEach((partition, range) -> {
      ConsumerRecord<byte[], byte[]> record = first.get(partition);
      if (record == null || EventRecords.position(record) > position) {
        range.to = range.middle();
      } else {
        range.from = record.offset() + 1;
      }
    });
  }

  /// The first record at or after the middle of each range; none when only aborted ones follow.
  private Map<TopicPartition, ConsumerRecord<byte[], byte[]>> firstFromMiddle(
      Map<TopicPartition, Range> ranges) {
    List<TopicPartition> looking = new ArrayList<>(ranges.keySet());
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> first = new HashMap<>();
    consumer.assign(looking);
    ranges.forEach((it, range) -> consumer.seek(it, range.middle()));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!looking.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("The middles of %s can't be read".formatted(looking));
      }
      for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(200))) {
        first.putIfAbsent(new TopicPartition(read.topic(), read.partition()), read);
      }
      if (looking.removeIf(
          it ->
              first.containsKey(it)
                  || consumer.position(it) >= ranges.getOrDefault(it, new Range(0, 0)).to)) {
        consumer.assign(looking);
      }
    }
    return first;
  }
}
