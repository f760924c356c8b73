package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.eventstore.StoredEvent;
import io.daybook.kafka.EventRecords.Heard;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionMergeSpec {

  private static final List<TopicPartition> PARTITIONS =
      IntStream.range(0, 5).mapToObj(it -> new TopicPartition("topic", it)).toList();
  private static final TopicPartition ONE = PARTITIONS.get(0);
  private static final TopicPartition OTHER = PARTITIONS.get(1);

  private final PositionMerge merge = new PositionMerge(List.of(ONE, OTHER), 0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void however_partitions_are_read_the_log_comes_out(long seed) {
    Random random = new Random(seed);
    int last = 2_000;
    List<Queue<Heard>> unread =
        PARTITIONS.stream().<Queue<Heard>>map(_ -> new ArrayDeque<>()).toList();
    for (long position = 1; position <= last; position++) {
      unread.get(random.nextInt(PARTITIONS.size())).add(event(position));
      if (random.nextInt(20) == 0) {
        long marked = position;
        unread.forEach(it -> it.add(watermark(marked)));
      }
    }
    long after = random.nextInt(last);
    PositionMerge fromThere = new PositionMerge(PARTITIONS, after);

    List<Long> handed = new ArrayList<>();
    while (unread.stream().anyMatch(it -> !it.isEmpty())) {
      int some = random.nextInt(PARTITIONS.size());
      for (int i = random.nextInt(30); i > 0 && !unread.get(some).isEmpty(); i--) {
        fromThere.hear(PARTITIONS.get(some), unread.get(some).remove());
      }
      handed.addAll(all(fromThere));
    }

    assertThat(handed).isEqualTo(LongStream.rangeClosed(after + 1, last).boxed().toList());
    assertThat(PARTITIONS).allMatch(it -> fromThere.waiting(it) == 0);
  }

  @Test
  void an_event_waits_for_the_one_before_it() {
    merge.hear(ONE, event(2));
    assertThat(all(merge)).isEmpty();
    assertThat(merge.waiting(ONE)).isEqualTo(1);

    merge.hear(OTHER, event(1));
    assertThat(all(merge)).containsExactly(1L, 2L);
  }

  @Test
  void a_position_that_all_partitions_have_passed_without_it_is_lost() {
    merge.hear(ONE, event(1));
    merge.hear(ONE, event(3));
    assertThat(all(merge)).containsExactly(1L);

    merge.hear(OTHER, watermark(2));
    assertThatThrownBy(() -> all(merge)).hasMessageContaining("Position 2 is in no partition");
  }

  @Test
  void how_far_all_partitions_are_is_known_from_watermarks_too() {
    merge.hear(ONE, event(1));
    merge.hear(ONE, event(2));
    assertThat(merge.reachedByAll()).isZero();

    merge.hear(OTHER, watermark(2));
    assertThat(merge.reachedByAll()).isEqualTo(2);
  }

  @Test
  void an_event_that_comes_twice_is_not_handed_on_but_refused() {
    merge.hear(ONE, event(1));
    assertThatThrownBy(() -> merge.hear(ONE, event(1))).hasMessageContaining("goes back");
  }

  @Test
  void a_partition_that_goes_back_is_refused() {
    merge.hear(ONE, watermark(5));
    assertThatThrownBy(() -> merge.hear(ONE, event(3))).hasMessageContaining("goes back");
  }

  private static List<Long> all(PositionMerge merge) {
    List<Long> handed = new ArrayList<>();
    for (@Nullable StoredEvent it = merge.next(); it != null; it = merge.next()) {
      handed.add(it.position());
    }
    return handed;
  }

  private static Heard watermark(long position) {
    return new Heard(position, null);
  }

  private static Heard event(long position) {
    return new Heard(
        position,
        new StoredEvent(
            position,
            "cart/1",
            position,
            "Cart",
            "id",
            "cart.made",
            "1",
            "{}",
            "{}",
            Instant.EPOCH));
  }
}
