package io.daybook.kafka;

import io.daybook.eventstore.EventMessages;
import io.daybook.eventstore.StoredEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// One reader's way through the topics. A partition that is far ahead of the others is not read
/// until they have caught up, so that memory stays bounded. Used by one thread at a time.
final class KafkaEventStream implements BlockingStream<TrackedEventMessage<?>> {

  private static final int PAGE = 512;
  private static final int FAR_AHEAD = 4_000;
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final PositionMerge merge;
  private final EventMessages messages;
  private final Queue<TrackedEventMessage<?>> page = new ArrayDeque<>();
  private final Set<TopicPartition> paused = new HashSet<>();

  /// @param consumer assigned, and standing where it is to begin; closed with the stream
  KafkaEventStream(Consumer<byte[], byte[]> consumer, PositionMerge merge, EventMessages messages) {
    this.consumer = consumer;
    this.merge = merge;
    this.messages = messages;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return hasNextAvailable() ? Optional.of(page.element()) : Optional.empty();
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    if (!page.isEmpty()) {
      return true;
    }
    long end = System.nanoTime() + unit.toNanos(timeout);
    fill();
    while (page.isEmpty()) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      poll(left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL);
      fill();
      if (page.isEmpty() && System.nanoTime() >= end) {
        return false;
      }
    }
    return true;
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
      // Nothing happened for a minute.
    }
    return page.remove();
  }

  private void fill() {
    List<StoredEvent> next = new ArrayList<>();
    for (@Nullable StoredEvent event = merge.next(); event != null; event = merge.next()) {
      next.add(event);
      if (next.size() == PAGE) {
        break;
      }
    }
    if (!next.isEmpty()) {
      page.addAll(messages.tracked(next));
    }
  }

  private void poll(Duration timeout) throws InterruptedException {
    ConsumerRecords<byte[], byte[]> read;
    try {
      read = consumer.poll(timeout);
    } catch (InterruptException _) {
      // Kafka has set the flag again, which is the caller's to do.
      Thread.interrupted();
      throw new InterruptedException();
    }
    for (TopicPartition partition : read.partitions()) {
      read.records(partition).forEach(it -> merge.hear(partition, EventRecords.heard(it)));
      if (merge.waiting(partition) > FAR_AHEAD && paused.add(partition)) {
        consumer.pause(List.of(partition));
      }
    }
    if (!paused.isEmpty()) {
      List<TopicPartition> caughtUp =
          paused.stream().filter(it -> merge.waiting(it) <= FAR_AHEAD / 2).toList();
      paused.removeAll(caughtUp);
      consumer.resume(caughtUp);
    }
  }

  @Override
  public void close() {
    page.clear();
    try {
      consumer.close();
    } catch (InterruptException _) {
      // It is closed all the same.
    }
  }
}
