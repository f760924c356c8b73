package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Report;
import java.util.ArrayList;
import java.util.List;

/// Creating aggregates, at several numbers of callers.
public final class CreateBenchmark implements Benchmark {

  private static final int[] CALLERS = {1, 8, 32, 128};
  private static final double P99_MS = 15;

  @Override
  public String name() {
    return "event-store-create";
  }

  @Override
  public String summary() {
    return "create an aggregate (one event of a new stream), 1 to 128 callers";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    List<Goal> goals = new ArrayList<>();
    try (Daybook daybook = Daybook.on(bed, bed.database("daybook"));
        AxonNode jdbc = StockJdbc.on(bed, bed.database("stock_jdbc"));
        Contender bare = Contenders.bareInsert(bed)) {
      List<Contender> contenders =
          List.of(Contenders.creating(daybook.node()), Contenders.creating(jdbc), bare);
      Comparison.warmUp(contenders, 32, bed.settings());
      for (int callers : CALLERS) {
        Comparison comparison = Comparison.of(contenders, callers, bed.settings());
        comparison.show("create, %d at once".formatted(callers), report);
        goals.addAll(goals(callers, comparison));
      }
    }
    return goals;
  }

  private List<Goal> goals(int callers, Comparison figures) {
    List<Goal> goals = new ArrayList<>();
    String at = name() + "/" + callers + "/";
    if (callers == 1) {
      goals.add(goal(at, figures, StockJdbc.NAME, 1));
    } else if (callers >= 32) {
      goals.add(goal(at, figures, StockJdbc.NAME, 2.5));
      goals.add(goal(at, figures, "bare-insert", 1));
      goals.add(new Goal(at + "p99-15ms", P99_MS / figures.p99(Daybook.NAME).median(), 1));
    }
    return goals;
  }

  private static Goal goal(String at, Comparison figures, String other, double target) {
    return new Goal(at + other, figures.ratio(Daybook.NAME, other).median(), target);
  }
}
