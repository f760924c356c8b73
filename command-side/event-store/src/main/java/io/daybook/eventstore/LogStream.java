package io.daybook.eventstore;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// One reader's way along the log. It holds one page at most. Used by one thread at a time.
final class LogStream implements BlockingStream<TrackedEventMessage<?>> {

  private static final int PAGE = 512;

  private final Tail tail;
  private final Queue<TrackedEventMessage<?>> page = new ArrayDeque<>();
  private long position;
  private @Nullable Runnable callback;

  /// @param position after which it begins
  LogStream(Tail tail, long position) {
    this.tail = tail;
    this.position = position;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return hasNextAvailable() ? Optional.of(page.element()) : Optional.empty();
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    while (page.isEmpty()) {
      Page next = tail.after(position, PAGE, !isCoordinated());
      page.addAll(next.messages());
      position = next.last();
      if (next.isEmpty() && !tail.awaitBeyond(position, end - System.nanoTime())) {
        return false;
      }
    }
    return true;
  }

  /// Whether one of Axon's coordinators reads here, which alone ask to be called. It rests for 100
  /// ms whenever its worker has a thousand events before it: what comes faster is handled later
  /// (ADR 18).
  private boolean isCoordinated() {
    return callback != null;
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (!hasNextAvailable(1, TimeUnit.MINUTES)) {
      // Nothing happened for a minute.
    }
    return page.remove();
  }

  @Override
  public boolean setOnAvailableCallback(Runnable newCallback) {
    forgetCallback();
    callback = newCallback;
    tail.onGrown(newCallback);
    return true;
  }

  @Override
  public void close() {
    forgetCallback();
    page.clear();
  }

  private void forgetCallback() {
    if (callback != null) {
      tail.forget(callback);
      callback = null;
    }
  }
}
