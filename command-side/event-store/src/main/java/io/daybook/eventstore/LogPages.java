package io.daybook.eventstore;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A log page by page, in order, up to where it ends: the next page is being read while the caller
/// works on the last one, so that the server and the caller keep a core busy each. Holds two pages
/// at most. Used by one thread.
public final class LogPages implements Iterator<List<StoredEvent>> {

  private final EventLog log;
  private final int size;
  private CompletableFuture<List<StoredEvent>> coming;

  LogPages(EventLog log, long afterPosition, int size) {
    this.log = log;
    this.size = size;
    this.coming = read(afterPosition);
  }

  /// Whether there was more when it was looked for.
  ///
  /// @throws EventStoreUnavailableException when the database is away
  @Override
  public boolean hasNext() {
    return !page().isEmpty();
  }

  /// The next page, never empty, its JSON unread.
  ///
  /// @throws EventStoreUnavailableException when the database is away
  @Override
  public List<StoredEvent> next() {
    List<StoredEvent> page = page();
    if (page.isEmpty()) {
      throw new NoSuchElementException("The log ends here.");
    }
    coming = read(page.getLast().position());
    return page;
  }

  private CompletableFuture<List<StoredEvent>> read(long after) {
    return CompletableFuture.supplyAsync(
        () -> log.read(after, size), it -> Thread.ofVirtual().name("event-log-pages").start(it));
  }

  private List<StoredEvent> page() {
    try {
      return coming.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
