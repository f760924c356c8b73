package io.daybook.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// The newest stretch of the log, kept in memory for all who follow it. Thread-safe.
final class RecentEvents {

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final TreeMap<Long, Page> pages = new TreeMap<>();
  private volatile boolean started;
  private volatile long last;

  /// @param capacity how many positions it keeps, besides the newest page
  RecentEvents(int capacity) {
    this.capacity = capacity;
  }

  /// The last position it knows of.
  long last() {
    return last;
  }

  /// Says where the log ends now; what came before must be read elsewhere.
  void start(long head) {
    lock.lock();
    try {
      last = head;
      started = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean started() {
    return started;
  }

  /// Adds a page, or what of it isn't known yet.
  ///
  /// @return false when something is missing before it; it is not added then
  boolean add(Page page) {
    lock.lock();
    try {
      if (!started || page.after() > last) {
        return false;
      }
      if (page.last() > last) {
        pages.put(last, page.from(last));
        last = page.last();
        while (pages.firstEntry().getValue().last() < last - capacity) {
          pages.pollFirstEntry();
        }
        grown.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// What comes after a position, about `limit` events at most; empty when nothing does yet, null
  /// when it is too long ago to be known here.
  @Nullable Page after(long position, int limit) {
    lock.lock();
    try {
      if (!started) {
        return null;
      }
      if (position >= last) {
        return Page.empty(position);
      }
      Map.Entry<Long, Page> first = pages.floorEntry(position);
      if (first == null || first.getValue().last() <= position) {
        return null;
      }
      Page found = first.getValue().from(position);
      if (found.messages().size() >= limit || found.last() == last) {
        return found;
      }
      List<TrackedEventMessage<?>> messages = new ArrayList<>(found.messages());
      long end = found.last();
      for (Page next : pages.tailMap(end, true).values()) {
        if (messages.size() + next.messages().size() > limit) {
          break;
        }
        messages.addAll(next.messages());
        end = next.last();
      }
      return new Page(position, end, messages);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the log is known to go beyond `position`.
  ///
  /// @return whether it does
  boolean awaitBeyond(long position, long nanos) throws InterruptedException {
    if (last > position) {
      return true;
    }
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (last <= position) {
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
}
