package io.daybook.axon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// A reader that does something about events outside of its own tables: those of different
/// sequences side by side, those of one sequence in turn.
///
/// A batch is one transaction, in which the reader's position moves; nobody else reads meanwhile,
/// and nobody mends a sequence that the batch has something for. What passes by itself stops the
/// batch, which comes again, and so does the work: it must have one effect however often it is
/// done. A sequence that fails by itself goes into quarantine with what comes for it, and the
/// others go on; so does one whose trouble should pass and outlasts the reader's patience while
/// others succeed: that one is tried again by itself, with growing pauses of up to a minute, as is
/// everything once after a start. Run by one thread, mended by any.
public final class SequencedReader implements BatchSubscriber, Quarantine, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SequencedReader.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /// What a reader does about events.
  public interface Work {

    /// What an event's order matters within; null when the reader doesn't care about it. Tells so
    /// without reading the payload, so that one that can't be read fails only its own sequence.
    @Nullable String sequenceOf(TrackedEventMessage<?> event);

    /// Does what is to be done about an event; may be called for it again.
    void take(TrackedEventMessage<?> event);
  }

  /// A sequence that could not be taken further.
  private record Broken(RuntimeException failure, List<TrackedEventMessage<?>> rest) {}

  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Work work;
  private final ReaderPosition reader;
  private final QuarantineTable quarantine;
  private final TransactionOperations transactions;
  private final Lanes lanes;
  private final Endurance endurance;
  private final int attempts;
  private final SecondChances chances = new SecondChances(System::nanoTime);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("second chances").factory());

  /// @param attempts how often an event is tried that fails by itself, at least 1
  /// @param patience how long one sequence may hold up others with trouble that should pass
  public SequencedReader(
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Work work,
      ReaderPosition reader,
      QuarantineTable quarantine,
      TransactionOperations transactions,
      Lanes lanes,
      int attempts,
      Duration patience) {
    this.source = source;
    this.work = work;
    this.reader = reader;
    this.quarantine = quarantine;
    this.transactions = transactions;
    this.lanes = lanes;
    this.attempts = attempts;
    this.endurance = new Endurance(patience, System::nanoTime);
  }

  /// Begins to try again what is held and may have passed.
  public void start() {
    chances.give(quarantine.held().stream().map(Held::sequence).toList());
    // It ends with the clock.
    var _ =
        clock.scheduleWithFixedDelay(
            this::tryAgain, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  @Override
  public long position() {
    return reader.position();
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long last) {
    Map<String, List<TrackedEventMessage<?>>> sequences = new LinkedHashMap<>();
    for (TrackedEventMessage<?> event : batch) {
      String sequence = work.sequenceOf(event);
      if (sequence != null) {
        sequences.computeIfAbsent(sequence, _ -> new ArrayList<>()).add(event);
      }
    }
    if (sequences.isEmpty()) {
      reader.pass(last);
      return;
    }
    transactions.executeWithoutResult(_ -> {
      reader.advance(last);
      for (String held : quarantine.heldOf(sequences.keySet())) {
        quarantine.queue(held, Objects.requireNonNull(sequences.remove(held)));
      }
      take(sequences).forEach((sequence, it) -> quarantine.hold(sequence, it.failure(), it.rest()));
    });
  }

  /// Works on all sequences.
  ///
  /// @return those that are to be held
  /// @throws RuntimeException what passes by itself and is waited for
  private Map<String, Broken> take(Map<String, List<TrackedEventMessage<?>>> sequences) {
    Map<String, Broken> broken = new ConcurrentHashMap<>();
    Map<String, Broken> late = new ConcurrentHashMap<>();
    lanes.runApart(
        sequences.entrySet().stream()
            .<Runnable>map(it ->
                () ->
                    take(it.getValue())
                        .ifPresent(failed ->
                            (TransientFailure.is(failed.failure()) ? late : broken)
                                .put(it.getKey(), failed)))
            .toList());
    boolean othersSucceed = broken.size() + late.size() < sequences.size();
    List<String> given = endurance.endedBy(late.keySet(), othersSucceed);
    given.forEach(sequence -> broken.put(sequence, Objects.requireNonNull(late.remove(sequence))));
    chances.give(given);
    if (!late.isEmpty()) {
      throw late.values().iterator().next().failure();
    }
    return broken;
  }

  private @Nullable Broken takeApart(List<TrackedEventMessage<?>> events) {
    AtomicReference<@Nullable Broken> broken = new AtomicReference<>();
    lanes.runApart(List.of(() -> take(events).ifPresent(broken::set)));
    return broken.get();
  }

  private Optional<Broken> take(List<TrackedEventMessage<?>> events) {
    for (int i = 0; i < events.size(); i++) {
      for (int attempt = 1; ; attempt++) {
        try {
          work.take(events.get(i));
          break;
        } catch (RuntimeException failed) {
          if (attempt >= attempts || TransientFailure.is(failed)) {
            return Optional.of(new Broken(failed, events.subList(i, events.size())));
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String reader() {
    return quarantine.reader();
  }

  @Override
  public List<Held> held() {
    return quarantine.held();
  }

  @Override
  public Optional<Held> redrive(String sequence) {
    return mend(sequence, null);
  }

  @Override
  public Optional<Held> skip(String sequence, long position) {
    return mend(sequence, position);
  }

  private void tryAgain() {
    try {
      chances.due().forEach(it -> mend(it, null));
    } catch (RuntimeException failed) {
      log.info("{} can't try again now what it holds: {}", reader(), failed.toString());
    }
  }

  private Optional<Held> mend(String sequence, @Nullable Long skipped) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          Optional<Held> held = quarantine.lock(sequence);
          if (held.isPresent() && skipped != null && held.get().position() != skipped) {
            return held;
          }
          Optional<Broken> broken = held.flatMap(_ -> takeHeld(sequence, skipped));
          if (broken.isEmpty()) {
            chances.end(sequence);
            quarantine.release(sequence);
            return Optional.empty();
          }
          if (TransientFailure.is(broken.get().failure())) {
            chances.again(sequence);
          } else {
            chances.end(sequence);
          }
          quarantine.failedAgain(sequence, broken.get().failure(), broken.get().rest());
          return quarantine.find(sequence);
        }));
  }

  private Optional<Broken> takeHeld(String sequence, @Nullable Long skipped) {
    List<Long> positions = new ArrayList<>(quarantine.waiting(sequence));
    positions.remove(skipped);
    return Optional.ofNullable(takeApart(LoggedEvents.at(source, positions)));
  }
}
