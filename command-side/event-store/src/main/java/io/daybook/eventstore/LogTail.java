package io.daybook.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// The newest events of the log, in memory, for everyone in this process who tails it: one read
/// from PostgreSQL (none at all for what this node wrote itself) serves them all.
///
/// Readers that are further behind read pages for themselves, so a slow one costs no memory here.
/// Thread-safe.
final class LogTail {

  private final LogReader reader;
  private final int pageSize;
  private final @Nullable TrackedEventMessage<?>[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final ReentrantLock refreshing = new ReentrantLock();
  private final Set<Runnable> callbacks = ConcurrentHashMap.newKeySet();

  /// Positions (`floor`, `head`] are in the ring.
  private long floor;

  private volatile long head;

  LogTail(LogReader reader, EventStoreSettings settings, MeterRegistry meters) {
    this.reader = reader;
    this.pageSize = settings.pageSize();
    this.ring = new TrackedEventMessage<?>[settings.recentEvents()];
    this.head = reader.head();
    this.floor = head;
    meters.gauge("daybook.eventstore.position", this, LogTail::head);
  }

  /// Last position that can be read here; never behind what this node acknowledged.
  long head() {
    return head;
  }

  /// Takes what this node just committed. What other nodes wrote before it is read first.
  void committed(long firstPosition, List<EventRow> events) {
    if (head + 1 < firstPosition) {
      refresh();
    }
    List<TrackedEventMessage<?>> messages = new ArrayList<>(events.size());
    long position = firstPosition;
    for (EventRow event : events) {
      messages.add(
          new GenericTrackedDomainEventMessage<>(
              new GlobalSequenceTrackingToken(position++), event.message()));
    }
    add(firstPosition, messages);
  }

  /// Reads what came into the log by other hands.
  void refresh() {
    refreshing.lock();
    try {
      List<StoredEvent> rows;
      do {
        long from = head;
        rows = reader.after(from, pageSize);
        if (!rows.isEmpty()) {
          add(from + 1, reader.messages(rows));
        }
      } while (rows.size() == pageSize);
    } finally {
      refreshing.unlock();
    }
  }

  /// The next events after a position, at most a page; empty when there is none yet.
  List<TrackedEventMessage<?>> after(long position) {
    lock.lock();
    try {
      if (position >= head) {
        return List.of();
      }
      if (position >= floor) {
        return recent(position);
      }
    } finally {
      lock.unlock();
    }
    return reader.messages(reader.after(position, pageSize));
  }

  /// Waits until the log goes beyond a position.
  ///
  /// @return whether it does
  boolean awaitBeyond(long position, long timeout, TimeUnit unit) throws InterruptedException {
    long left = unit.toNanos(timeout);
    lock.lockInterruptibly();
    try {
      while (head <= position) {
        if (left <= 0) {
          return false;
        }
        left = grown.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  void onGrowth(Runnable callback) {
    callbacks.add(callback);
  }

  void forget(Runnable callback) {
    callbacks.remove(callback);
  }

  private List<TrackedEventMessage<?>> recent(long position) {
    long until = Math.min(head, position + pageSize);
    List<TrackedEventMessage<?>> events = new ArrayList<>((int) (until - position));
    for (long at = position + 1; at <= until; at++) {
      TrackedEventMessage<?> event = ring[slot(at)];
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  /// Adds events that follow the head; those that are there already, added by the other of the two
  /// who add, are skipped.
  private void add(long firstPosition, List<TrackedEventMessage<?>> events) {
    lock.lock();
    try {
      long position = firstPosition;
      for (TrackedEventMessage<?> event : events) {
        if (position == head + 1) {
          ring[slot(position)] = event;
          head = position;
        }
        position++;
      }
      floor = Math.max(floor, head - ring.length);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
    callbacks.forEach(Runnable::run);
  }

  private int slot(long position) {
    return (int) (position % ring.length);
  }
}
