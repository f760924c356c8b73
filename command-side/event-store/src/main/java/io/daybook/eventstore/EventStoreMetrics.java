package io.daybook.eventstore;

import io.daybook.eventstore.Outcome.StreamMoved;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;

/// What the event store tells about itself, under `daybook.eventstore.`.
final class EventStoreMetrics {

  private final MeterRegistry registry;
  private final Timer appends;
  private final DistributionSummary groups;
  private final Counter conflicts;

  EventStoreMetrics(MeterRegistry registry) {
    this.registry = registry;
    appends =
        Timer.builder("daybook.eventstore.append")
            .description("From handing in a command's events to knowing their outcome")
            .publishPercentileHistogram()
            .register(registry);
    groups =
        DistributionSummary.builder("daybook.eventstore.group.size")
            .description("Commands written in one transaction")
            .baseUnit("commands")
            .register(registry);
    conflicts =
        Counter.builder("daybook.eventstore.conflicts")
            .description("Commands that lost a race for a version of a stream")
            .register(registry);
  }

  void appended(Outcome outcome, Duration took) {
    appends.record(took);
    if (outcome instanceof StreamMoved) {
      conflicts.increment();
    }
  }

  void group(int commands) {
    groups.record(commands);
  }

  void watchQueue(Collection<?> waiting) {
    registry.gauge("daybook.eventstore.queue.depth", waiting, Collection::size);
  }

  void watchTail(Tail tail) {
    registry.gauge("daybook.eventstore.position", tail, Tail::position);
    Gauge.builder("daybook.eventstore.tail.lag", tail, Tail::lag)
        .description("Positions known to be written and not yet handed to readers")
        .register(registry);
    Gauge.builder("daybook.eventstore.tail.lag.time", tail, Tail::lagMillis)
        .description("For how long there have been such positions")
        .baseUnit("milliseconds")
        .register(registry);
  }
}
