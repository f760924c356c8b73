package io.daybook.kafka;

import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.RawEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What follows in the log, up to where it ends: another thread reads it while what comes before is
/// being sent and committed.
///
/// Pages come in the order of the log and without a gap. Each is about half a megabyte, so that it
/// is sent while the processor still has it at hand, and four are held at most. Whatever fails is
/// told after the pages before it; what is behind that is not read. Used by one thread, besides
/// that one.
final class EventsAhead implements AutoCloseable {

  private static final int AHEAD = 2;
  private static final int SIZE = 1 << 19;
  private static final int FIRST = 500;
  private static final long LOOK_MILLIS = 500;

  /// What the reading thread has to say.
  sealed interface Step {}

  /// @param last the position of its last event
  /// @param size of its events, in bytes
  /// @param homes where each of its events goes
  /// @param reached the last position for each partition that has an event in it
  record Page(
      long last,
      int size,
      List<RawEvent> events,
      List<TopicPartition> homes,
      Map<TopicPartition, Long> reached)
      implements Step {}

  private record End() implements Step {}

  private record Failed(RuntimeException failure) implements Step {}

  private final EventLog log;
  private final EventRecords records;
  private final int most;
  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
  private final Future<?> reading;
  private volatile boolean closed;
  private @Nullable Step next;

  /// Begins to read.
  ///
  /// @param thread reads
  /// @param most events in a page
  EventsAhead(
      ExecutorService thread, EventLog log, EventRecords records, long afterPosition, int most) {
    this.log = log;
    this.records = records;
    this.most = most;
    this.reading = thread.submit(() -> run(afterPosition));
  }

  /// Waits for a page, and tells whether there is one before the log ends.
  ///
  /// @throws RuntimeException what made reading fail
  boolean hasNext() throws InterruptedException {
    if (next == null) {
      next = steps.take();
    }
    if (next instanceof Failed failed) {
      throw failed.failure();
    }
    return next instanceof Page;
  }

  /// The next page if it comes in time and has no more than so many events; otherwise null, and it
  /// is still to come.
  @Nullable Page poll(int events, Duration patience) throws InterruptedException {
    if (next == null) {
      next = steps.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (next instanceof Page page && page.events().size() <= events) {
      next = null;
      return page;
    }
    return null;
  }

  private void run(long afterPosition) {
    try {
      long position = afterPosition;
      int limit = Math.min(FIRST, most);
      boolean more = true;
      while (more && !closed) {
        List<RawEvent> events = log.readRaw(position, limit, 2 * SIZE);
        int size = events.stream().mapToInt(RawEvent::size).sum();
        more = !events.isEmpty() && (events.size() == limit || size >= 2 * SIZE);
        if (!events.isEmpty()) {
          say(page(size, events));
          position = events.getLast().position();
          limit = Math.clamp((long) SIZE * events.size() / Math.max(1, size), 1, most);
        }
      }
      say(new End());
    } catch (InterruptedException _) {
      // Only close() interrupts.
    } catch (RuntimeException | Error failed) {
      tell(failed);
    }
  }

  private void tell(Throwable failed) {
    try {
      say(
          new Failed(
              failed instanceof RuntimeException known
                  ? known
                  : new IllegalStateException("The log can't be read", failed)));
    } catch (InterruptedException _) {
      // Only close() interrupts, and then nobody listens.
    }
  }

  private Page page(int size, List<RawEvent> events) {
    List<TopicPartition> homes = new ArrayList<>(events.size());
    Map<TopicPartition, Long> reached = new HashMap<>();
    for (RawEvent event : events) {
      TopicPartition home = records.home(event);
      homes.add(home);
      reached.put(home, event.position());
    }
    return new Page(events.getLast().position(), size, events, homes, reached);
  }

  /// Waits for room; an interruption that reading swallowed doesn't keep it here.
  private void say(Step step) throws InterruptedException {
    while (!closed && !steps.offer(step, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      // The one who sends is slower.
    }
  }

  /// Reads no further; what is being read just now is finished and dropped.
  @Override
  public void close() {
    closed = true;
    reading.cancel(true);
  }
}
