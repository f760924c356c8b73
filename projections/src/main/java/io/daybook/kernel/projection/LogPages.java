package io.daybook.kernel.projection;

import io.daybook.axon.EventSize;
import io.daybook.axon.UnknownEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// A piece of the log, page by page, for one read model: the next page is read on a thread of its
/// own while the last one is being written. Whoever writes an event decodes it; events of streams
/// that the read model doesn't care for are passed over undecoded, and so are those that this
/// release doesn't know.
final class LogPages implements AutoCloseable {

  /// So many events are passed over for one that is wanted before a page ends all the same.
  private static final int SPARSE = 20;

  private final Set<String> streams;
  private final long upTo;
  private final int size;
  private final BlockingStream<TrackedEventMessage<?>> stream;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("rebuild-reader").factory());
  private long position;
  private Future<@Nullable Page> next;

  /// @param after the last position that isn't wanted any more
  /// @param upTo the last position that is wanted; the log has it
  /// @param size most events in a page; there are fewer when they are large ([EventSize])
  LogPages(
      StreamableMessageSource<TrackedEventMessage<?>> log,
      Set<String> streams,
      long after,
      long upTo,
      int size) {
    this.streams = streams;
    this.position = after;
    this.upTo = upTo;
    this.size = size;
    this.stream = log.openStream(after == 0 ? null : new GlobalSequenceTrackingToken(after));
    this.next = reader.submit(this::read);
  }

  /// @param messages undecoded
  /// @param last position that is done with when these are written
  record Page(List<TrackedEventMessage<?>> messages, long last) {}

  /// The next page; null after the last. Not thread-safe.
  @Nullable Page next() throws InterruptedException {
    try {
      Page page = next.get();
      next = page == null ? CompletableFuture.completedFuture(null) : reader.submit(this::read);
      return page;
    } catch (ExecutionException failed) {
      throw new CompletionException(failed.getCause());
    }
  }

  private @Nullable Page read() throws InterruptedException {
    if (position >= upTo) {
      return null;
    }
    List<TrackedEventMessage<?>> messages = new ArrayList<>();
    long passed = 0;
    long chars = 0;
    while (position < upTo
        && messages.size() < size
        && chars < EventSize.MOST
        && passed < (long) SPARSE * size) {
      TrackedEventMessage<?> message = nextMessage();
      long at = message.trackingToken().position().orElseThrow();
      position = Math.min(at, upTo);
      var from = LoggedEvent.streamOf(message);
      if (at <= upTo
          && from != null
          && streams.contains(from.type())
          && !UnknownEvents.contain(message)) {
        messages.add(message);
        chars += EventSize.of(message);
      } else {
        passed++;
      }
    }
    return new Page(messages, position);
  }

  private TrackedEventMessage<?> nextMessage() throws InterruptedException {
    if (!stream.hasNextAvailable(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "The log ends after %d and has no %d".formatted(position, upTo));
    }
    return stream.nextAvailable();
  }

  @Override
  public void close() {
    reader.shutdownNow();
    stream.close();
  }
}
