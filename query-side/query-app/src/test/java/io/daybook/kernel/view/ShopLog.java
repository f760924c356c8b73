package io.daybook.kernel.view;

import io.daybook.axon.StreamHistory;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.StreamId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// A log in memory that can be held still.
final class ShopLog implements StreamableMessageSource<TrackedEventMessage<?>>, StreamHistory {

  private final List<TrackedEventMessage<?>> events = new CopyOnWriteArrayList<>();
  private final Map<String, Long> versions = new HashMap<>();
  private volatile long shown = Long.MAX_VALUE;

  /// @return the last position
  synchronized long append(DomainEvent... more) {
    for (DomainEvent event : more) {
      String stream = event.stream().toString();
      long version = versions.merge(stream, 1L, Long::sum);
      long position = events.size() + 1L;
      events.add(
          new GenericTrackedDomainEventMessage<>(
              new GlobalSequenceTrackingToken(position),
              new GenericDomainEventMessage<>(
                  event.stream().type(),
                  stream,
                  version - 1,
                  event,
                  Map.of(
                      "actor", "shop", "causationId", "cause-" + position, "correlationId", "all"),
                  "event-" + position,
                  recorded(position))));
    }
    return events.size();
  }

  /// One more event in a stream, that nobody can read.
  ///
  /// @return its position
  synchronized long appendUnreadable(StreamId stream) {
    long version = versions.merge(stream.toString(), 1L, Long::sum);
    long position = events.size() + 1L;
    events.add(
        new GenericTrackedDomainEventMessage<>(
            new GlobalSequenceTrackingToken(position),
            new GenericDomainEventMessage<>(
                stream.type(),
                stream.toString(),
                version - 1,
                "nonsense",
                Map.of("actor", "shop"),
                "event-" + position,
                recorded(position))));
    return position;
  }

  /// When the event at a position happens.
  static Instant recorded(long position) {
    return Instant.parse("2010-12-02T09:00:00Z").plusSeconds(position);
  }

  @Override
  public long head() {
    return events.size();
  }

  @Override
  public List<TrackedEventMessage<?>> after(String stream, long version, int limit) {
    return events.stream()
        .filter(it -> ((DomainEventMessage<?>) it).getAggregateIdentifier().equals(stream))
        .skip(version)
        .limit(limit)
        .<TrackedEventMessage<?>>map(it -> it)
        .toList();
  }

  /// Nobody sees anything new until [#release()].
  void hold() {
    shown = head();
  }

  void release() {
    shown = Long.MAX_VALUE;
  }

  /// Nobody sees anything beyond a position.
  void releaseUpTo(long position) {
    shown = position;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    int from = token == null ? 0 : (int) token.position().orElse(0);
    return new Reader(from);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(events.size());
  }

  private final class Reader implements BlockingStream<TrackedEventMessage<?>> {

    private int next;

    private Reader(int next) {
      this.next = next;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return hasNextAvailable() ? Optional.of(events.get(next)) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      long end = System.nanoTime() + unit.toNanos(timeout);
      while (next >= Math.min(shown, events.size())) {
        if (System.nanoTime() > end) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
      return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
      return events.get(next++);
    }

    @Override
    public void close() {}
  }
}
