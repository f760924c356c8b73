package io.daybook.kafka;

import io.daybook.eventstore.StoredEvent;
import io.daybook.kafka.EventRecords.Heard;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Puts what is read from all partitions back into the order of the log.
///
/// An event is handed on when nothing can come before it any more. Positions have no gaps, so the
/// next position may go as soon as it is there, without waiting for the other partitions. When
/// every partition has gone past a position and it was in none of them, it is lost, and nothing
/// that follows is handed on. Used by one thread.
final class PositionMerge {

  private final Queue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong((Waiting it) -> it.event().position()));
  private final Map<TopicPartition, Lane> lanes = new HashMap<>();
  private long handed;

  /// @param after the last position that was handed on before
  PositionMerge(Collection<TopicPartition> partitions, long after) {
    partitions.forEach(it -> lanes.put(it, new Lane()));
    handed = after;
  }

  private record Waiting(StoredEvent event, Lane lane) {}

  private static final class Lane {
    private long reached;
    private int waiting;
  }

  /// Takes what a partition says next. What was handed on before is passed over.
  ///
  /// @throws IllegalStateException when the partition goes back: somebody else wrote there, or a
  ///   publisher that was none any more
  void hear(TopicPartition partition, Heard heard) {
    Lane lane = lane(partition);
    StoredEvent event = heard.event();
    if (heard.position() < lane.reached || (event != null && heard.position() == lane.reached)) {
      throw new IllegalStateException(
          "%s goes back from position %d to %d"
              .formatted(partition, lane.reached, heard.position()));
    }
    lane.reached = heard.position();
    if (event != null && event.position() > handed) {
      waiting.add(new Waiting(event, lane));
      lane.waiting++;
    }
  }

  /// The next event of the log; null as long as it isn't there.
  ///
  /// @throws IllegalStateException when it is lost
  @Nullable StoredEvent next() {
    Waiting first = waiting.peek();
    if (first == null || first.event().position() != handed + 1) {
      if (reachedByAll() > handed) {
        throw new IllegalStateException(
            "Position %d is in no partition, and all have gone past it".formatted(handed + 1));
      }
      return null;
    }
    waiting.remove();
    first.lane().waiting--;
    handed++;
    return first.event();
  }

  /// How many events of a partition are waiting for others.
  int waiting(TopicPartition partition) {
    return lane(partition).waiting;
  }

  /// Up to where every partition has said all it has.
  long reachedByAll() {
    return lanes.values().stream().mapToLong(it -> it.reached).min().orElse(0);
  }

  private Lane lane(TopicPartition partition) {
    Lane lane = lanes.get(partition);
    if (lane == null) {
      throw new IllegalArgumentException(partition + " is not being read");
    }
    return lane;
  }
}
