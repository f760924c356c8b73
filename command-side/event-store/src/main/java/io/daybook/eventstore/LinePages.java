package io.daybook.eventstore;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// JSON lines of the log page by page: the next page is being read while the last one is handed on,
/// so that the server and whoever hands on keep a core busy each. Holds two pages at most, of about
/// a megabyte each however large the events are. Used by one thread.
public final class LinePages implements Iterator<LinePage> {

  private static final int TARGET = 1 << 20;
  private static final int LEAST = 64;
  private static final int MOST = 1 << 16;
  private static final int FIRST = 1_000;

  private final LogLines lines;
  private final long until;
  private final LineFilter filter;
  private int window = FIRST;
  private int room = 1 << 12;
  private long position;
  private Coming<LinePage> coming;

  LinePages(LogLines lines, long after, long until, LineFilter filter) {
    this.lines = lines;
    this.until = until;
    this.filter = filter;
    this.position = after;
    this.coming = read();
  }

  /// Whether the end has not been reached.
  @Override
  public boolean hasNext() {
    return position < until;
  }

  /// The next page; a page of a filtered log may hold no line, and is some progress all the same.
  ///
  /// @throws EventStoreUnavailableException when the database is away
  @Override
  public LinePage next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The range ends here.");
    }
    LinePage page = coming.get();
    position = page.last();
    adapt(page);
    coming = read();
    return page;
  }

  /// Waits for the next page and keeps it, so that whoever answers knows that there is something to
  /// answer with.
  ///
  /// @throws EventStoreUnavailableException when the database is away
  public void await() {
    if (hasNext()) {
      var _ = coming.get();
    }
  }

  private void adapt(LinePage page) {
    room = page.length() + page.length() / 8 + (1 << 12);
    if (page.length() > TARGET) {
      window = Math.max(LEAST, window / 2);
    } else if (page.length() < TARGET / 2) {
      window = Math.min(MOST, window * 2);
    }
  }

  private Coming<LinePage> read() {
    if (!hasNext()) {
      return Coming.nothing();
    }
    long after = position;
    long end = Math.min(until, after + window);
    int bytes = room;
    return Coming.read("event-log-lines", () -> lines.read(after, end, filter, bytes));
  }
}
