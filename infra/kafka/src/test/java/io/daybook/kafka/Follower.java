package io.daybook.kafka;

import io.daybook.axon.BatchSubscriber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Remembers what it was given, and fails now and then before it does. It is given each position
/// once and in order, or it fails for good.
final class Follower implements BatchSubscriber {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private int batches;
  private volatile boolean well;

  /// Refuses nothing any more: it has a lead to make up, and each refusal begins the reading anew.
  void recover() {
    well = true;
  }

  /// The events' ids.
  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public long position() {
    return seen.size();
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long position) {
    if (!well && ++batches % 5 == 0) {
      throw new IllegalStateException("this batch has to come again");
    }
    if (seen.size() + batch.size() != position) {
      throw new IllegalStateException(
          "Position %d comes after %d, in a batch of %d"
              .formatted(position, seen.size(), batch.size()));
    }
    batch.forEach(it -> seen.add(it.getIdentifier()));
  }
}
