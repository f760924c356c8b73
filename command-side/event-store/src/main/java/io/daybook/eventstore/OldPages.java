package io.daybook.eventstore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/// Pages of the log read from the database, the last used ones kept: processors that catch up side
/// by side share a read and its deserialised payloads. Thread-safe.
///
/// Positions have no holes, so page `n` is known to be complete when it is full, and never changes.
final class OldPages {

  private static final int SIZE = 512;
  private static final int KEPT = 24;

  private final LogRows rows;
  private final EventMessages messages;
  private final LongSupplier reached;
  private final Map<Long, FutureTask<Page>> pages =
      new LinkedHashMap<>(32, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, FutureTask<Page>> eldest) {
          return size() > KEPT;
        }
      };

  /// @param reached a position that the log has come to
  OldPages(LogRows rows, EventMessages messages, LongSupplier reached) {
    this.rows = rows;
    this.messages = messages;
    this.reached = reached;
  }

  /// What comes after a position, up to the end of its page; empty when nothing does.
  ///
  /// @param ahead whether to begin with the next page too, if the log is known to fill it
  Page after(long position, boolean ahead) throws InterruptedException {
    long number = position / SIZE;
    FutureTask<Page> task = task(number);
    task.run();
    if (ahead && reached.getAsLong() >= (number + 2) * SIZE) {
      readAhead(number + 1);
    }
    try {
      Page page = task.get();
      if (page.last() < (number + 1) * SIZE) {
        forget(number, task);
      }
      return position >= page.last() ? Page.empty(position) : page.from(position);
    } catch (ExecutionException failed) {
      forget(number, task);
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  Page page(long after, List<StoredEvent> read) {
    long last = read.isEmpty() ? after : read.getLast().position();
    return new Page(after, last, messages.tracked(read));
  }

  private synchronized FutureTask<Page> task(long number) {
    return pages.computeIfAbsent(
        number, _ -> new FutureTask<>(() -> page(number * SIZE, rows.after(number * SIZE, SIZE))));
  }

  private synchronized void readAhead(long number) {
    if (!pages.containsKey(number)) {
      Thread.ofVirtual().name("event-store-read-ahead").start(task(number));
    }
  }

  private synchronized void forget(long number, FutureTask<Page> task) {
    pages.remove(number, task);
  }
}
