package io.daybook.eventstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a node: takes all appends that wait and writes them as a group.
///
/// While a group is on its way to the disk the next one gathers, so a lone caller never waits for
/// company and many callers share one flush. A group whose connection breaks is in doubt: the
/// sequencer reconnects, sees to it that the broken transaction is over, looks whether the group is
/// in the log and writes it again only when it is not.
final class Sequencer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
  private static final long RETRY_PAUSE_MS = 50;

  private final LogConnection connection;
  private final EventStoreSettings settings;
  private final CommitListener listener;
  private final BlockingQueue<Append> queue;
  private final Timer appendLatency;
  private final DistributionSummary groupSize;
  private final Counter conflicts;
  private final Thread thread;
  private final List<Append> deferred = new ArrayList<>();
  private volatile boolean stopped;

  Sequencer(
      LogConnection connection,
      EventStoreSettings settings,
      MeterRegistry meters,
      CommitListener listener) {
    this.connection = connection;
    this.settings = settings;
    this.listener = listener;
    this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
    this.appendLatency =
        Timer.builder("daybook.eventstore.append")
            .description("from handing in an append to its commit")
            .publishPercentileHistogram()
            .register(meters);
    this.groupSize =
        DistributionSummary.builder("daybook.eventstore.group.size")
            .description("commands that shared one transaction")
            .register(meters);
    this.conflicts =
        Counter.builder("daybook.eventstore.conflicts")
            .description("appends that lost a race for a version")
            .register(meters);
    meters.gauge("daybook.eventstore.queue.depth", queue, BlockingQueue::size);
    this.thread = Thread.ofPlatform().name("event-store-sequencer").daemon().start(this::run);
  }

  /// Writes an append and waits for its commit.
  ///
  /// @return last position written, 0 for none
  /// @throws ConcurrencyException when a version is taken
  /// @throws ClaimTakenException when a claimed name is held by another
  /// @throws AlreadyAnsweredException when the receipt's key is known
  /// @throws EventStoreUnavailableException when the queue is full or the database stays away
  long append(Append append) {
    if (stopped || !queue.offer(append)) {
      throw new EventStoreUnavailableException("Too many appends are waiting", null);
    }
    Timer.Sample sample = Timer.start();
    try {
      return append.outcome().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    } finally {
      sample.stop(appendLatency);
    }
  }

  /// Takes no more appends and ends after those that wait.
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(settings.patience());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }

  private void run() {
    while (!stopped || !queue.isEmpty() || !deferred.isEmpty()) {
      List<Append> group = List.of();
      try {
        group = nextGroup();
        if (!group.isEmpty()) {
          groupSize.record(group.size());
          write(group);
        }
      } catch (InterruptedException interrupted) {
        stopped = true;
      } catch (RuntimeException | Error failed) {
        log.error("A group of {} appends failed", group.size(), failed);
        group.forEach(append -> append.outcome().completeExceptionally(failed));
      }
    }
  }

  /// Whoever waits, except those who touch what another of the group touches: they come next.
  private List<Append> nextGroup() throws InterruptedException {
    List<Append> waiting = new ArrayList<>(deferred);
    deferred.clear();
    if (waiting.isEmpty()) {
      @Nullable Append first = queue.poll(100, TimeUnit.MILLISECONDS);
      if (first == null) {
        return waiting;
      }
      waiting.add(first);
    }
    queue.drainTo(waiting, Math.max(0, settings.groupLimit() - waiting.size()));
    List<Append> group = new ArrayList<>(waiting.size());
    Set<String> touched = new HashSet<>();
    for (Append append : waiting) {
      Set<String> footprint = append.footprint();
      if (footprint.stream().noneMatch(touched::contains)) {
        touched.addAll(footprint);
        group.add(append);
      } else {
        deferred.add(append);
      }
    }
    return group;
  }

  private void write(List<Append> group) throws InterruptedException {
    long end = System.nanoTime() + settings.patience().toNanos();
    boolean inDoubt = false;
    while (true) {
      try {
        Connection open = connection.open();
        if (inDoubt) {
          group = DoubtfulGroup.stillToWrite(open, group);
        }
        answer(group, GroupStatement.execute(open, group));
        return;
      } catch (SQLException failed) {
        if (!LogConnection.isBroken(failed)) {
          writeOneByOne(group, failed);
          return;
        }
        inDoubt = true;
        connection.drop();
        if (System.nanoTime() > end || stopped) {
          EventStoreUnavailableException away =
              new EventStoreUnavailableException("The event store's database is away", failed);
          group.forEach(append -> append.outcome().completeExceptionally(away));
          return;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
      }
    }
  }

  /// Something in the group is refused by the database: find out what, so that only it fails.
  private void writeOneByOne(List<Append> group, SQLException reason) throws InterruptedException {
    if (group.size() == 1) {
      group
          .getFirst()
          .outcome()
          .completeExceptionally(new IllegalArgumentException("Refused by the log", reason));
      return;
    }
    for (Append append : group) {
      write(List.of(append));
    }
  }

  private void answer(List<Append> group, GroupStatement.Result result) {
    long position = result.headBefore();
    List<EventRow> written = new ArrayList<>();
    List<Runnable> answers = new ArrayList<>();
    for (int command = 0; command < group.size(); command++) {
      Append append = group.get(command);
      @Nullable String reason = result.failed().get(command);
      if (reason == null) {
        written.addAll(append.events());
        position += append.events().size();
        long last = append.events().isEmpty() ? 0 : position;
        answers.add(() -> append.outcome().complete(last));
      } else {
        RuntimeException refusal = refusal(reason);
        answers.add(() -> append.outcome().completeExceptionally(refusal));
      }
    }
    if (!written.isEmpty()) {
      // Before anybody is answered, so that who has an answer finds it in the tail.
      listener.committed(result.headBefore() + 1, written);
    }
    answers.forEach(Runnable::run);
  }

  private RuntimeException refusal(String reason) {
    return switch (reason) {
      case "conflict" -> {
        conflicts.increment();
        yield new ConcurrencyException("Somebody else wrote this version of the stream");
      }
      case "answered" -> new AlreadyAnsweredException();
      case "taken" -> new ClaimTakenException();
      default -> new IllegalStateException("Unknown reason " + reason);
    };
  }

  /// Learns what was committed, in log order, in the sequencer's thread.
  interface CommitListener {

    void committed(long firstPosition, List<EventRow> events);
  }
}
