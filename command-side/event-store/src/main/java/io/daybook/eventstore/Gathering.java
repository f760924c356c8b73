package io.daybook.eventstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;

/// Makes groups of the appends that wait.
///
/// Two appends that touch the same stream, idempotency key or claim never share a group: the second
/// one's outcome depends on the first one's, and is left for the next group. Those that only rely
/// on a stream share it, but with no one before them who writes to it.
final class Gathering {

  private static final int MAX_EVENTS = 2_048;

  private final BlockingQueue<Append> waiting;
  private final Deque<Append> postponed = new ArrayDeque<>();
  private final EventStoreSettings settings;

  Gathering(BlockingQueue<Append> waiting, EventStoreSettings settings) {
    this.waiting = waiting;
    this.settings = settings;
  }

  /// The next group: what is there, which may be nothing.
  List<Append> next() {
    Group group = new Group();
    for (Iterator<Append> again = postponed.iterator(); again.hasNext() && !group.full(); ) {
      if (group.takes(again.next())) {
        again.remove();
      }
    }
    while (!group.full() && postponed.size() < settings.groupLimit()) {
      Append append = waiting.poll();
      if (append == null) {
        break;
      }
      if (!group.takes(append)) {
        postponed.add(append);
      }
    }
    return group.appends;
  }

  /// Puts an append in front of those that wait.
  void again(Append append) {
    postponed.add(append);
  }

  boolean isEmpty() {
    return postponed.isEmpty() && waiting.isEmpty();
  }

  /// Everything that waits, which then waits no more.
  List<Append> drainAll() {
    List<Append> all = new ArrayList<>(postponed);
    postponed.clear();
    all.addAll(drainWaiting());
    return all;
  }

  /// What was handed in and not looked at yet. Unlike all else here, for any thread.
  List<Append> drainWaiting() {
    List<Append> all = new ArrayList<>();
    waiting.drainTo(all);
    return all;
  }

  private final class Group {

    private final List<Append> appends = new ArrayList<>();
    private final Set<Object> touched = new HashSet<>();
    private int events;

    boolean full() {
      return appends.size() >= settings.groupLimit() || events >= MAX_EVENTS;
    }

    /// An append that was left out still counts as touching what it touches, so that a later one
    /// doesn't overtake it.
    boolean takes(Append append) {
      boolean free = true;
      for (Object one : append.touched()) {
        free &= touched.add(one);
      }
      free &= Collections.disjoint(append.reliedOn(), touched);
      if (!free) {
        touched.addAll(append.reliedOn());
      } else {
        appends.add(append);
        events += append.events().size();
      }
      return free;
    }
  }
}
