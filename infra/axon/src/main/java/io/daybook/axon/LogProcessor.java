package io.daybook.axon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a log from where its subscriber stands, in one thread of its own, batch by batch, for
/// ever.
///
/// A batch is what has piled up, at most `maxBatch` events, fewer when they are large
/// ([EventSize]): small when the log is quiet, large when it is busy or being caught up with. A
/// batch that fails is tried again after a pause ([Backoff]); nothing is skipped but what this
/// release doesn't know ([UnknownEvents]). Start and stop may be called from any thread, once each.
public final class LogProcessor implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogProcessor.class);

  private final String name;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final BatchSubscriber subscriber;
  private final int maxBatch;
  private final Thread thread;
  private final Backoff backoff = new Backoff();
  private final UnknownEvents unknown;

  private volatile long position;
  private volatile @Nullable String failure;
  private volatile boolean stopped;

  /// A processor that is not yet running.
  ///
  /// @param name its name in logs, metrics and `/ops`, as `<role>.<context>.<name>`
  /// @param maxBatch most events in one batch, at least 1
  public LogProcessor(
      String name,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      BatchSubscriber subscriber,
      int maxBatch) {
    this.name = name;
    this.source = source;
    this.subscriber = subscriber;
    this.maxBatch = maxBatch;
    this.unknown = new UnknownEvents(name);
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Its name in logs, metrics and `/ops`.
  public String name() {
    return name;
  }

  /// The last position it has applied; 0 before the first.
  public long position() {
    return position;
  }

  /// Why the last attempt failed; empty while all is well.
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /// How many events it has passed over since its start because this release doesn't know them.
  public long unknown() {
    return unknown.count();
  }

  /// Stops after the batch in hand; returns when the thread is gone.
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopped) {
      try {
        position = subscriber.position();
        follow();
      } catch (InterruptedException _) {
        // Only close() interrupts; the loop's condition ends it.
      } catch (Exception failed) {
        if (stopped) {
          return;
        }
        failure = String.valueOf(failed);
        Duration pause = backoff.next();
        log.warn("{} failed after position {}; again in {}", name, position, pause, failed);
        pause(pause);
      }
    }
  }

  private void follow() throws InterruptedException {
    try (BlockingStream<TrackedEventMessage<?>> events =
        source.openStream(position == 0 ? null : new GlobalSequenceTrackingToken(position))) {
      List<TrackedEventMessage<?>> batch = new ArrayList<>();
      while (!stopped) {
        if (events.hasNextAvailable(1, TimeUnit.SECONDS)) {
          long size = 0;
          do {
            TrackedEventMessage<?> next = events.nextAvailable();
            batch.add(next);
            size += EventSize.of(next);
          } while (batch.size() < maxBatch && size < EventSize.MOST && events.hasNextAvailable());
          long last = batch.getLast().trackingToken().position().orElseThrow();
          subscriber.apply(List.copyOf(batch), last);
          unknown.note(batch);
          position = last;
          failure = null;
          backoff.reset();
          batch.clear();
        }
      }
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      // Only close() interrupts; the caller's loop looks whether to go on.
    }
  }
}
