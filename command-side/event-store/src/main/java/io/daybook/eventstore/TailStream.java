package io.daybook.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// One reader's way through the log, from where it stands to the head and on as the log grows. Used
/// by one thread; holds at most a page.
final class TailStream implements BlockingStream<TrackedEventMessage<?>> {

  private final LogTail tail;
  private final Deque<TrackedEventMessage<?>> page = new ArrayDeque<>();
  private long position;
  private @Nullable Runnable callback;

  TailStream(LogTail tail, long position) {
    this.tail = tail;
    this.position = position;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    fill();
    return Optional.ofNullable(page.peek());
  }

  @Override
  public boolean hasNextAvailable() {
    fill();
    return !page.isEmpty();
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    if (!hasNextAvailable() && tail.awaitBeyond(position, timeout, unit)) {
      fill();
    }
    return !page.isEmpty();
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
      // The log is quiet.
    }
    return page.remove();
  }

  @Override
  public boolean setOnAvailableCallback(Runnable available) {
    callback = available;
    tail.onGrowth(available);
    return true;
  }

  @Override
  public void close() {
    if (callback != null) {
      tail.forget(callback);
    }
  }

  private void fill() {
    if (page.isEmpty()) {
      page.addAll(tail.after(position));
      if (!page.isEmpty()) {
        position = page.getLast().trackingToken().position().orElseThrow();
      }
    }
  }
}
