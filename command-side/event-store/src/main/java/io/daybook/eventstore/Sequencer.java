package io.daybook.eventstore;

import io.daybook.eventstore.Outcome.Failed;
import io.daybook.eventstore.Outcome.Refused;
import io.daybook.eventstore.Outcome.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the appends of many threads into one order and writes them in groups: what arrives while
/// one group is being committed makes up the next.
///
/// An append is handed in and waits in a bounded queue. Whoever writes takes what waits, writes it,
/// and settles each append with its own outcome. A command that finds nobody writing does so
/// itself, for one group: handing over to another thread and back would cost a lone one more than
/// its commit. All else - those who waited meanwhile, and whatever goes wrong - is for one thread
/// of the sequencer's own.
///
/// Every append is settled, whatever happens to the database. After a lost connection the log is
/// asked what became of the group on its way: what is there is answered as written, what is not
/// goes again.
final class Sequencer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
  private static final int MAX_ATTEMPTS = 3;

  private final BlockingQueue<Append> waiting;
  private final LogWriter writer;
  private final Gathering gathering;
  private final Outage outage;
  private final CommittedListener committed;
  private final EventStoreMetrics metrics;
  private final ReentrantLock writing = new ReentrantLock();
  private final Thread thread;
  private volatile boolean closed;

  /// Guarded by `writing`, like all below: whether the last group went well.
  private boolean healthy;

  private @Nullable Broken broken;

  /// A group that a command's thread did not get written.
  private record Broken(List<Append> group, SQLException failure) {}

  Sequencer(
      EventStoreSettings settings,
      LogWriter writer,
      CommittedListener committed,
      EventStoreMetrics metrics) {
    this.waiting = new ArrayBlockingQueue<>(settings.queueCapacity());
    this.writer = writer;
    this.gathering = new Gathering(waiting, settings);
    this.outage = new Outage(settings.patience());
    this.committed = committed;
    this.metrics = metrics;
    metrics.watchQueue(waiting);
    this.thread = Thread.ofPlatform().daemon().name("event-store-sequencer").start(this::run);
  }

  /// Waits until `append` is written, and returns its last position, 0 when it had no event.
  ///
  /// @throws EventStoreBusyException when too many wait already
  /// @throws EventStoreUnavailableException when the database stays away
  long append(Append append) {
    long start = System.nanoTime();
    if (closed) {
      throw closing();
    }
    if (!waiting.offer(append)) {
      throw new EventStoreBusyException(
          "%d commands wait to be written; try again later.".formatted(waiting.size()));
    }
    if (closed) {
      // The thread may have looked for the last time before this one came.
      fail(gathering.drainWaiting(), closing());
    }
    if (writing.tryLock()) {
      lead();
    }
    // When the lock was taken, its holder looks for this append once more after letting go of it.
    Outcome outcome = append.await();
    metrics.appended(outcome, Duration.ofNanos(System.nanoTime() - start));
    return switch (outcome) {
      case Written(long last) -> last;
      case Refused refused -> throw refused.exception();
      case Failed(RuntimeException exception) -> throw exception;
    };
  }

  /// Writes one group in the thread of a command, which holds the lock. What it leaves undone, and
  /// what came while it held the lock, is for the sequencer's thread.
  private void lead() {
    boolean undone;
    try {
      // An interrupted virtual thread can't use a connection, and would break it.
      if (healthy && !closed && !Thread.currentThread().isInterrupted()) {
        writeOnce();
      }
      undone = broken != null || !gathering.isEmpty();
    } finally {
      writing.unlock();
    }
    if (undone || !waiting.isEmpty()) {
      LockSupport.unpark(thread);
    }
  }

  private void writeOnce() {
    List<Append> group = List.of();
    try {
      writer.takeTurn();
      group = gathering.next();
      metrics.group(group.size());
      settle(group, writer.write(group));
    } catch (SQLException failed) {
      leave(group, failed);
    } catch (RuntimeException | Error failed) {
      leave(group, crashed(failed));
    }
  }

  private void leave(List<Append> group, SQLException failed) {
    healthy = false;
    broken = new Broken(group, failed);
  }

  private void run() {
    while (!closed) {
      writeWhatWaits();
      // Those who come from here on write themselves, or wake this thread.
      if (waiting.isEmpty() && !closed) {
        LockSupport.park(this);
      }
    }
    // The interruption was for the pause; connections are to work once more.
    var _ = Thread.interrupted();
    writing.lock();
    try {
      writeWhatWaits();
      writer.close();
      failWaiting(closing());
    } finally {
      writing.unlock();
    }
  }

  private void writeWhatWaits() {
    writing.lock();
    try {
      Broken left = broken;
      if (left != null) {
        broken = null;
        recover(left.group(), left.failure());
      }
      while (!gathering.isEmpty()) {
        if (hasTurn()) {
          write(gathering.next());
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /// Nobody who waits is in a group yet: when the connection is lost, nobody's append is in doubt.
  /// When the database lets nobody write, some of them are told so.
  private boolean hasTurn() {
    try {
      if (!connected(List.of())) {
        return false;
      }
      writer.takeTurn();
      return true;
    } catch (SQLException failed) {
      boolean lost = Trouble.of(failed) == Trouble.CONNECTION;
      recover(lost ? List.of() : gathering.next(), failed);
      return false;
    }
  }

  private void write(List<Append> group) {
    try {
      if (connected(group)) {
        metrics.group(group.size());
        settle(group, writer.write(group));
        outage.over();
        healthy = true;
      }
    } catch (SQLException failed) {
      recover(group, failed);
    } catch (RuntimeException | Error failed) {
      recover(group, crashed(failed));
    }
  }

  private static SQLException crashed(Throwable failed) {
    log.error("Writing a group failed", failed);
    return new SQLException("Writing a group failed.", "08000", failed);
  }

  private void settle(List<Append> group, LogWriter.Result result) {
    List<StoredEvent> events = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>(group.size());
    for (int i = 0; i < group.size(); i++) {
      Refused refused = result.refused().get(i);
      if (refused == null) {
        List<StoredEvent> written = group.get(i).events();
        events.addAll(written);
        outcomes.add(new Written(written.isEmpty() ? 0 : result.head() + events.size()));
      } else {
        outcomes.add(refused);
      }
    }
    publish(result.head(), events);
    for (int i = 0; i < group.size(); i++) {
      group.get(i).settle(outcomes.get(i));
    }
  }

  /// Before anybody is answered, so that who has an answer finds it in the tail.
  private void publish(long head, List<StoredEvent> events) {
    List<StoredEvent> placed = new ArrayList<>(events.size());
    for (StoredEvent event : events) {
      placed.add(event.at(head + placed.size() + 1));
    }
    committed.committed(head, placed);
  }

  private void recover(List<Append> group, SQLException failed) {
    healthy = false;
    switch (Trouble.of(failed)) {
      case CONNECTION -> askWhatBecameOf(group, failed);
      case DATABASE -> {
        writer.lose();
        fail(group, unavailable(failed));
      }
      case DATA -> {
        if (group.size() == 1) {
          fail(group, new EventStoreException("The database refused the events.", failed));
        } else {
          for (Append append : group) {
            write(List.of(append));
          }
        }
      }
    }
  }

  private void askWhatBecameOf(List<Append> group, SQLException failed) {
    log.warn("The connection was lost while {} commands were being written", group.size(), failed);
    outage.begin();
    List<Append> open = new ArrayList<>(group);
    writer.lose();
    while (true) {
      try {
        writer.connect();
        while (!open.isEmpty()) {
          Written found = writer.find(open.getFirst());
          Append append = open.removeFirst();
          if (found != null) {
            publish(found.last() - append.events().size(), append.events());
            append.settle(found);
          } else if (append.attempt() < MAX_ATTEMPTS) {
            gathering.again(append);
          } else {
            append.settle(new Failed(unavailable(failed)));
          }
        }
        return;
      } catch (SQLException stillAway) {
        writer.lose();
        if (closed || !outage.pause()) {
          fail(
              open,
              new OutcomeUnknownException(
                  "The connection was lost while the command was being written.", stillAway));
          return;
        }
      }
    }
  }

  /// Connects, waiting as long as an outage may last; then everyone who waits is sent away.
  private boolean connected(List<Append> group) {
    while (true) {
      try {
        writer.connect();
        return true;
      } catch (SQLException away) {
        outage.begin();
        if (closed || !outage.pause()) {
          fail(group, unavailable(away));
          failWaiting(unavailable(away));
          return false;
        }
      }
    }
  }

  private void failWaiting(RuntimeException reason) {
    fail(gathering.drainAll(), reason);
  }

  private static void fail(List<Append> appends, RuntimeException reason) {
    appends.forEach(append -> append.settle(new Failed(reason)));
  }

  private static EventStoreUnavailableException unavailable(Throwable cause) {
    return new EventStoreUnavailableException("The log can't be written to now.", cause);
  }

  private static EventStoreUnavailableException closing() {
    return unavailable(new IllegalStateException("The event store is closed."));
  }

  /// Takes no more appends, and ends after those that wait, if the database is there.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
