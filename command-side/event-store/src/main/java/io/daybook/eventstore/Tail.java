package io.daybook.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the end of the log for all readers of this process, with one thread.
///
/// What this process commits comes straight from its sequencer; what others commit is read from the
/// database when they announce it, when something is missing in between, and anyhow every now and
/// then.
final class Tail implements CommittedListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Tail.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

  /// Why the thread wakes up.
  private enum News {
    /// The log has grown; those who asked to be called want to know.
    GROWN,
    /// Somebody else wrote something, which must be read.
    ELSEWHERE
  }

  private final LogRows rows;
  private final OldPages old;
  private final RecentEvents recent;
  private final EventStoreSettings settings;
  private final BlockingQueue<News> news = new ArrayBlockingQueue<>(2);
  private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile long known;
  private volatile long behindSince;
  private volatile boolean closed;

  Tail(LogRows rows, EventMessages messages, EventStoreSettings settings) {
    this.rows = rows;
    this.settings = settings;
    this.recent = new RecentEvents(settings.recentEvents());
    this.old = new OldPages(rows, messages, recent::last);
    this.thread = Thread.ofPlatform().daemon().name("event-store-tail").start(this::run);
  }

  /// Adds the events where they follow what is known, so that whoever is told of their commit finds
  /// them; otherwise what lies in between must be read first, which is not for this thread.
  @Override
  public void committed(long after, List<StoredEvent> events) {
    if (!events.isEmpty()) {
      learn(after + events.size());
      tell(recent.add(old.page(after, events)) ? News.GROWN : News.ELSEWHERE);
    }
  }

  /// Hears that somebody has written up to `position`.
  void announced(long position) {
    if (position > recent.last()) {
      learn(position);
      tell(News.ELSEWHERE);
    }
  }

  /// The same news twice is told once; the thread takes it before it looks.
  private synchronized void tell(News something) {
    if (!news.contains(something)) {
      news.add(something);
    }
  }

  private synchronized void learn(long position) {
    if (lag() == 0 && position > recent.last()) {
      behindSince = System.nanoTime();
    }
    known = Math.max(known, position);
  }

  /// The last position known to be written; never behind what this process acknowledged.
  long head() {
    return recent.started() ? Math.max(known, recent.last()) : rows.head();
  }

  /// The last position that can be had without asking the database.
  long position() {
    return recent.last();
  }

  /// What comes after a position, from memory or from the database; empty when nothing does.
  ///
  /// @param ahead whether what follows it may be read meanwhile
  Page after(long position, int limit, boolean ahead) throws InterruptedException {
    Page page = recent.after(position, limit);
    return page != null ? page : old.after(position, ahead);
  }

  boolean awaitBeyond(long position, long nanos) throws InterruptedException {
    return recent.awaitBeyond(position, nanos);
  }

  /// Calls `callback`, briefly, each time that the log has grown.
  void onGrown(Runnable callback) {
    callbacks.add(callback);
  }

  void forget(Runnable callback) {
    callbacks.remove(callback);
  }

  /// How many positions are known to be written and not yet handed on.
  long lag() {
    return Math.max(0, known - recent.last());
  }

  /// For how long it has been so, in ms; 0 when all is handed on.
  double lagMillis() {
    return lag() == 0 ? 0 : (System.nanoTime() - behindSince) / 1e6;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    boolean begun = false;
    while (!closed) {
      try {
        if (!begun) {
          begin();
          begun = true;
        }
        catchUp();
        pause = FIRST_PAUSE;
        follow();
      } catch (InterruptedException _) {
        // Only close() interrupts; the loop's condition ends it.
      } catch (RuntimeException failed) {
        log.warn("The log can't be followed now; trying again in {}", pause, failed);
        Rest.of(pause);
        pause = pause.compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
      }
    }
  }

  /// Who read before this has perhaps missed what the log holds now; to the tail it is no growth.
  private void begin() {
    recent.start(rows.head());
    call();
  }

  private void follow() throws InterruptedException {
    while (!closed) {
      News next = news.poll(settings.pollInterval().toNanos(), TimeUnit.NANOSECONDS);
      if (next == News.GROWN) {
        call();
      } else {
        catchUp();
      }
    }
  }

  private void catchUp() {
    int read;
    do {
      long after = recent.last();
      List<StoredEvent> page = rows.after(after, settings.pageSize());
      read = page.size();
      if (read > 0) {
        recent.add(old.page(after, page));
        call();
      }
    } while (read == settings.pageSize() && !closed);
  }

  private void call() {
    for (Runnable callback : callbacks) {
      try {
        callback.run();
      } catch (RuntimeException failed) {
        log.warn("A reader could not be told that the log has grown", failed);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
