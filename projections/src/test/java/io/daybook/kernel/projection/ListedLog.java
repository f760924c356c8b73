package io.daybook.kernel.projection;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// A log that is a list.
public record ListedLog(List<TrackedEventMessage<?>> events)
    implements StreamableMessageSource<TrackedEventMessage<?>> {

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return new Reader(token == null ? 0 : (int) token.position().orElse(0));
  }

  private final class Reader implements BlockingStream<TrackedEventMessage<?>> {

    private int next;

    private Reader(int next) {
      this.next = next;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return hasNextAvailable(0, TimeUnit.SECONDS)
          ? Optional.of(events.get(next))
          : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
      return next < events.size();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
      return events.get(next++);
    }

    @Override
    public void close() {}
  }
}
