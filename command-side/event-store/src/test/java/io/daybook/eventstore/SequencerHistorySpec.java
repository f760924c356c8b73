package io.daybook.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.eventstore.MemoryLog.Fate;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whatever happens to the database, every append gets an answer, and the answer is true.
///
/// `-Ddaybook.history.seed` runs the same histories again, if not in the same schedules.
class SequencerHistorySpec {

  private static final int HISTORIES = 300;
  private static final int APPENDS = 60;
  private static final long SEED = Long.getLong("daybook.history.seed", System.nanoTime());

  private record Answered(Append append, Future<Long> answer) {}

  @Test
  void every_answer_is_true_whatever_happens_to_the_database() throws Exception {
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      LogModel model = new LogModel();
      List<StoredEvent> published = new ArrayList<>();
      List<Answered> answers = run(seed, model, published);

      Map<String, Long> positions = new HashMap<>();
      model.events().forEach(event -> positions.put(event.eventId(), event.position()));
      for (Answered one : answers) {
        check(seed, one, positions);
      }
      // What nobody knows of comes to readers from the database.
      assertThat(model.events().stream().filter(published::contains))
          .as("seed %d", seed)
          .containsExactlyElementsOf(published);
    }
  }

  private static void check(long seed, Answered one, Map<String, Long> positions) throws Exception {
    List<StoredEvent> events = one.append().events();
    try {
      long last = one.answer().get(10, TimeUnit.SECONDS);
      List<Long> found = events.stream().map(event -> positions.get(event.eventId())).toList();
      assertThat(found)
          .as("acknowledged, seed %d", seed)
          .isEqualTo(LongStream.rangeClosed(last - events.size() + 1, last).boxed().toList());
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof OutcomeUnknownException)) {
        assertThat(positions)
            .as("%s, seed %d", failed.getCause(), seed)
            .doesNotContainKeys(events.stream().map(StoredEvent::eventId).toArray(String[]::new));
      }
    }
  }

  private static List<Answered> run(long seed, LogModel model, List<StoredEvent> published)
      throws Exception {
    Random luck = new Random(seed);
    List<Append> appends =
        new RandomAppends(seed)
            .next(APPENDS).stream().filter(append -> !append.events().isEmpty()).toList();
    Sequencer sequencer =
        new Sequencer(
            new EventStoreSettings(40, 8, Duration.ZERO, 10, 10, Duration.ofSeconds(1)),
            new MemoryLog(model, step -> fate(luck)),
            (after, events) -> published.addAll(events),
            new EventStoreMetrics(new CompositeMeterRegistry()));
    List<Answered> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Append append : appends) {
        answers.add(new Answered(append, callers.submit(() -> sequencer.append(append))));
        if (answers.size() == appends.size() - 5) {
          callers.execute(sequencer::close);
        }
      }
    }
    sequencer.close();
    return answers;
  }

  private static Fate fate(Random luck) {
    return switch (luck.nextInt(20)) {
      case 0 -> Fate.UNREACHABLE;
      case 1, 2 -> Fate.LOST_BEFORE;
      case 3, 4, 5 -> Fate.LOST_AFTER;
      case 6 -> Fate.CANCELLED;
      default -> Fate.WRITTEN;
    };
  }
}
