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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What follows in the log, up to where it ends, as records: another thread reads it and makes them
/// while those before are being sent and committed.
///
/// Pages come in the order of the log and without a gap. Each is about two megabytes, and four are
/// held at most. Whatever fails is told after the pages before it; what is behind that is not read.
/// Used by one thread, besides those two.
final class RecordsAhead implements AutoCloseable {

  private static final int AHEAD = 2;
  private static final int SIZE = 2 << 20;
  private static final int FIRST = 500;
  private static final long LOOK_MILLIS = 500;

  /// What the reading thread has to say.
  sealed interface Step {}

  /// @param last the position of its last event
  /// @param size of its events, in bytes
  /// @param reached the last position for each partition that has an event in it
  record Page(
      long last,
      int size,
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, Long> reached)
      implements Step {}

  private record End() implements Step {}

  private record Failed(RuntimeException failure) implements Step {}

  private final ExecutorService threads;
  private final EventLog log;
  private final EventRecords records;
  private final int most;
  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
  private final Future<?> making;
  private volatile boolean closed;
  private int limit;
  private @Nullable Step next;

  /// Begins to read.
  ///
  /// @param threads two are needed: one reads, one makes records
  /// @param most events in a page
  RecordsAhead(
      ExecutorService threads, EventLog log, EventRecords records, long afterPosition, int most) {
    this.log = log;
    this.records = records;
    this.most = most;
    this.threads = threads;
    this.making = threads.submit(() -> run(afterPosition));
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
    if (next instanceof Page page && page.records().size() <= events) {
      next = null;
      return page;
    }
    return null;
  }

  private void run(long afterPosition) {
    Future<List<RawEvent>> coming = read(afterPosition, Math.min(FIRST, most));
    try {
      boolean more = true;
      while (more && !closed) {
        List<RawEvent> events = coming.get();
        int size = events.stream().mapToInt(RawEvent::size).sum();
        more = !events.isEmpty() && (events.size() == limit || size >= 2 * SIZE);
        if (more) {
          int following = Math.clamp((long) SIZE * events.size() / Math.max(1, size), 1, most);
          coming = read(events.getLast().position(), following);
        }
        if (!events.isEmpty()) {
          say(page(size, events));
        }
      }
      say(new End());
    } catch (InterruptedException _) {
      // Only close() interrupts.
    } catch (ExecutionException | RuntimeException | Error failed) {
      tell(failed);
    } finally {
      coming.cancel(true);
    }
  }

  private Future<List<RawEvent>> read(long afterPosition, int events) {
    limit = events;
    return threads.submit(() -> log.readRaw(afterPosition, events, 2 * SIZE));
  }

  private void tell(Throwable failed) {
    Throwable cause = failed instanceof ExecutionException ? failed.getCause() : failed;
    try {
      say(
          new Failed(
              cause instanceof RuntimeException known
                  ? known
                  : new IllegalStateException("The log can't be made into records", failed)));
    } catch (InterruptedException _) {
      // Only close() interrupts, and then nobody listens.
    }
  }

  private Page page(int size, List<RawEvent> events) {
    List<ProducerRecord<byte[], byte[]>> made = new ArrayList<>(events.size());
    Map<TopicPartition, Long> reached = new HashMap<>();
    for (RawEvent event : events) {
      TopicPartition home = records.home(event);
      made.add(records.of(event, home));
      reached.put(home, event.position());
    }
    return new Page(events.getLast().position(), size, made, reached);
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
    making.cancel(true);
  }
}
