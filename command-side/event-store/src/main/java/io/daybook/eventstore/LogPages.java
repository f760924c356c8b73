package io.daybook.eventstore;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// A log page by page, in order, up to where it ends: the next page is being read while the caller
/// works on the last one, so that the server and the caller keep a core busy each. Holds two pages
/// at most. Used by one thread.
public final class LogPages implements Iterator<List<StoredEvent>> {

  private final EventLog log;
  private final int size;
  private Coming<List<StoredEvent>> coming;

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
    return !coming.get().isEmpty();
  }

  /// The next page, never empty, its JSON unread.
  ///
  /// @throws EventStoreUnavailableException when the database is away
  @Override
  public List<StoredEvent> next() {
    List<StoredEvent> page = coming.get();
    if (page.isEmpty()) {
      throw new NoSuchElementException("The log ends here.");
    }
    coming = read(page.getLast().position());
    return page;
  }

  private Coming<List<StoredEvent>> read(long after) {
    return Coming.read("event-log-pages", () -> log.read(after, size));
  }
}
