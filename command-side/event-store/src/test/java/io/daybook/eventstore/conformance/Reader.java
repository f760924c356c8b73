package io.daybook.eventstore.conformance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/// Follows a log in a thread of its own, as a streaming processor does: after a failure it goes on
/// from its last token.
final class Reader implements AutoCloseable {

  private static final Duration STANDSTILL = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final EventStore store;
  private final List<TrackedEventMessage<?>> seen = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private @Nullable TrackingToken token;
  private volatile boolean closed;

  private Reader(EventStore store, @Nullable TrackingToken from) {
    this.store = store;
    this.token = from;
    this.thread = Thread.ofPlatform().daemon().name("reader").unstarted(this::run);
  }

  static Reader of(Node node, @Nullable TrackingToken from) {
    Reader reader = new Reader(node.store(), from);
    reader.thread.start();
    return reader;
  }

  private void run() {
    while (!closed) {
      try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(token)) {
        while (!closed) {
          if (stream.hasNextAvailable(100, TimeUnit.MILLISECONDS)) {
            TrackedEventMessage<?> next = stream.nextAvailable();
            seen.add(next);
            token = next.trackingToken();
          }
        }
      } catch (InterruptedException _) {
        closed = true;
      } catch (RuntimeException away) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /// The identifiers of what it saw, in the order in which it saw them.
  List<String> seen() {
    return identifiers(seen);
  }

  /// Waits until it has seen so many, as long as there is progress.
  void awaitSeen(int count) {
    while (!hasSeen(count)) {
      int before = seen.size();
      await("more than %d of %d events".formatted(before, count))
          .atMost(STANDSTILL)
          .until(() -> seen.size() > before);
    }
  }

  boolean hasSeen(int count) {
    return seen.size() >= count;
  }

  static List<String> identifiers(List<? extends TrackedEventMessage<?>> messages) {
    return messages.stream().<String>map(TrackedEventMessage::getIdentifier).toList();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(Duration.ofSeconds(10));
  }
}
