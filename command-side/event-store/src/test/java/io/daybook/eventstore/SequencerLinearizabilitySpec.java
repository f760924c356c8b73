package io.daybook.eventstore;

import io.daybook.eventstore.MemoryLog.Fate;
import io.daybook.eventstore.MemoryLog.Step;
import io.daybook.eventstore.Outcome.Written;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// To its callers the sequencer is one log to which they append one after the other, whichever
/// answers of the database are lost.
///
/// Lincheck runs random scenarios with threads and looks for an order that explains all answers.
class SequencerLinearizabilitySpec {

  @Test
  void what_callers_are_told_could_have_happened_one_after_the_other() {
    new StressOptions()
        .threads(3)
        .actorsPerThread(4)
        .iterations(20)
        .invocationsPerIteration(100)
        .sequentialSpecification(OneAfterTheOther.class)
        .minimizeFailedScenario(false)
        .check(ManyAtOnce.class);
  }

  /// The sequencer on a log that loses connections.
  @Param(name = "stream", gen = IntGen.class, conf = "1:2")
  @Param(name = "version", gen = IntGen.class, conf = "1:3")
  public static class ManyAtOnce {

    private final LogModel model = new LogModel();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final Sequencer sequencer =
        new Sequencer(
            new EventStoreSettings(64, 4, Duration.ofSeconds(5), 10, 10, Duration.ofSeconds(1)),
            new MemoryLog(model, this::fate),
            (after, events) -> {},
            new EventStoreMetrics(new CompositeMeterRegistry()));

    /// An append that is lost three times is turned away. Two writes are lost in a row at most, and
    /// then enough go well for all that callers at once can have on their way.
    private Fate fate(Step step) {
      return switch (step) {
        case CONNECT, FIND -> Fate.WRITTEN;
        case TAKE_TURN -> turns.incrementAndGet() % 5 == 2 ? Fate.LOST_BEFORE : Fate.WRITTEN;
        case WRITE ->
            switch (writes.incrementAndGet() % 10) {
              case 2 -> Fate.LOST_AFTER;
              case 3 -> Fate.LOST_BEFORE;
              default -> Fate.WRITTEN;
            };
      };
    }

    /// @return the position, or 0 when the race was lost
    @Operation
    public long append(@Param(name = "stream") int stream, @Param(name = "version") int version) {
      return sent(SequencerLinearizabilitySpec.append(id(), stream, version, null));
    }

    /// @return the position, or 0 when the race was lost or the key is answered
    @Operation
    public long answer(@Param(name = "stream") int stream, @Param(name = "version") int version) {
      return sent(SequencerLinearizabilitySpec.append(id(), stream, version, "key"));
    }

    private long sent(Append append) {
      try {
        return sequencer.append(append);
      } catch (EventStoreUnavailableException away) {
        throw away;
      } catch (RuntimeException refused) {
        return 0;
      }
    }

    private String id() {
      return "id-" + ids.incrementAndGet();
    }

    /// Not a check but the end: after each run.
    @Validate
    public void close() {
      sequencer.close();
    }
  }

  /// What it is meant to be.
  public static class OneAfterTheOther {

    private final LogModel model = new LogModel();

    public long append(int stream, int version) {
      return written(SequencerLinearizabilitySpec.append("", stream, version, null));
    }

    public long answer(int stream, int version) {
      return written(SequencerLinearizabilitySpec.append("", stream, version, "key"));
    }

    private long written(Append append) {
      return model.write(append) instanceof Written(long last) ? last : 0;
    }
  }

  private static Append append(String id, int stream, int version, @Nullable String key) {
    StoredEvent event =
        new StoredEvent(
            0, "note/" + stream, version, "Note", id, "noted", "", "{}", "{}", Instant.EPOCH);
    Receipt receipt = key == null ? null : new Receipt(key, "same", id);
    return new Append(List.of(event), receipt, List.of(), List.of(), Map.of());
  }
}
