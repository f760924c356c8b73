package io.daybook.bench.rebuild;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contenders;
import io.daybook.bench.Goal;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import java.util.List;

/// How many events a second become rows when the order view is made of the whole log again. Every
/// turn begins at the first event, and its rows are compared at the end: whoever has others fails.
public final class RebuildBenchmark implements Benchmark {

  private static final double TIMES_AS_IT_COMES = 20;
  private static final double TIMES_TUNED = 4;
  private static final double OF_COPY = 0.33;

  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public String summary() {
    return "the order view made of the log again, next to Axon's processors and to COPY";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    int events = settings.rows(300_000, 60_000);
    Settings rounds = settings.withRounds(Math.min(settings.quick() ? 1 : 3, settings.rounds()));
    try (OrderLog log = OrderLog.of(bed, events);
        Contenders contenders = new Contenders()) {
      DaybookRebuild daybook = DaybookRebuild.on(bed, log);
      contenders.add(daybook);
      AxonRebuild small = AxonRebuild.tuned(bed, log, daybook.rows(), 100, 4);
      contenders.add(small);
      AxonRebuild large = AxonRebuild.tuned(bed, log, daybook.rows(), 1_000, 2);
      contenders.add(large);
      contenders.add(CopiedRows.of(bed, log, daybook));
      report.line(
          "%d events of %d orders, %d rounds; synchronous_commit=off for Daybook's builds and for"
              .formatted(events, log.orders(), rounds.rounds()));
      report.line("Axon's batches of more than one event");
      report.line("");
      // The slowest one takes minutes; what it runs on is warm when the others are.
      Comparison.warmUp(contenders.all(), 1, rounds);
      AxonRebuild asItComes = AxonRebuild.asItComes(bed, log, daybook.rows());
      contenders.add(asItComes);
      Comparison rebuilds = Comparison.of(contenders.all(), 1, rounds);
      rebuilds.show("events made into rows", report);
      String at = name() + "/";
      String mine = DaybookRebuild.NAME;
      return List.of(
          rebuilds.goal(at, mine, asItComes.name(), TIMES_AS_IT_COMES),
          rebuilds.goal(at, mine, small.name(), TIMES_TUNED),
          rebuilds.goal(at, mine, large.name(), TIMES_TUNED),
          rebuilds.goal(at, mine, CopiedRows.NAME, OF_COPY));
    }
  }
}
