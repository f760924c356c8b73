package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import java.util.ArrayList;
import java.util.List;

/// How long after its acknowledgement an event reaches a tailing processor, on the node that wrote
/// it and on another one, while commands arrive at half the rate that the node can take.
public final class DeliveryBenchmark implements Benchmark {

  private static final int CALLERS = 32;
  private static final double P50_MS = 3;
  private static final double P99_MS = 15;

  @Override
  public String name() {
    return "event-store-delivery";
  }

  @Override
  public String summary() {
    return "from acknowledged to delivered at half load, on the same node and on another";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    String log = bed.database("daybook");
    String table = bed.database("stock_jdbc");
    Comparison figures = new Comparison();
    try (Courier daybook = new Courier(Daybook.on(bed, log).node(), Daybook.on(bed, log).node());
        Courier stock = new Courier(StockJdbc.on(bed, table), StockJdbc.joining(bed, table))) {
      for (Courier courier : List.of(daybook, stock)) {
        courier.capacity(CALLERS, new Limit(settings.warmUp(), settings.rows()));
        // The first one is for warming up.
        double full = courier.capacity(CALLERS, new Limit(settings.warmUp(), settings.rows()));
        report.line("%s can take %.0f per s here".formatted(courier.name(), full));
      }
      for (int round = 0; round < settings.rounds(); round++) {
        for (Courier courier : List.of(daybook, stock)) {
          courier.deliver(settings.turn().multipliedBy(3), settings.rows(), figures);
        }
      }
    }
    figures.showTimes("acknowledged to delivered", report);
    return goals(figures);
  }

  private List<Goal> goals(Comparison figures) {
    List<Goal> goals = new ArrayList<>();
    for (String where : Courier.PLACES) {
      String at = name() + "/" + where.replace(' ', '-') + "/";
      String who = Daybook.NAME + ", " + where;
      goals.add(Goal.within(at + "p50-3ms", P50_MS, figures.p50(who).median()));
      goals.add(Goal.within(at + "p99-15ms", P99_MS, figures.p99(who).median()));
    }
    return goals;
  }
}
