package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contenders;
import io.daybook.bench.Goal;
import io.daybook.bench.Report;
import java.util.List;
import java.util.stream.IntStream;

/// One command that writes an event to each of 24 streams, all or nothing.
public final class AtomicBenchmark implements Benchmark {

  private static final int CALLERS = 8;
  private static final int STREAMS = 24;

  @Override
  public String name() {
    return "event-store-atomic";
  }

  @Override
  public String summary() {
    return "append to 24 streams atomically, 8 callers";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    try (Contenders contenders = new Contenders()) {
      contenders.add(
          new AxonContender(
              Daybook.on(bed, bed.database("daybook")).node(), AtomicBenchmark::append));
      contenders.add(
          new AxonContender(
              StockJdbc.on(bed, bed.database("stock_jdbc")), AtomicBenchmark::append));
      contenders.add(new BareInsert(bed, STREAMS));
      Comparison.warmUp(contenders.all(), CALLERS, bed.settings());
      Comparison figures = Comparison.of(contenders.all(), CALLERS, bed.settings());
      figures.show("24 streams atomically, %d at once".formatted(CALLERS), report);
      String at = name() + "/" + CALLERS + "/";
      return List.of(
          figures.goal(at, Daybook.NAME, StockJdbc.NAME, 4),
          // Within one and a half times its time.
          figures.goal(at, Daybook.NAME, "bare-insert", 1 / 1.5));
    }
  }

  private static void append(AxonNode node) {
    node.command(
        "append",
        () -> {
          node.store()
              .publish(
                  IntStream.range(0, STREAMS)
                      .mapToObj(_ -> Filling.event(Happened.newOrder(), 1))
                      .toList());
          return STREAMS;
        });
  }
}
