package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Contenders;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Report;
import io.daybook.bench.Sample;
import io.daybook.bench.Settings;
import java.util.ArrayList;
import java.util.List;

/// Loading an aggregate of ten events and appending one, when nobody remembers it. Each turn takes
/// aggregates that have not been touched before, so that all have exactly ten events.
public final class AppendBenchmark implements Benchmark {

  private static final int[] CALLERS = {1, 8, 32, 64};
  private static final int EVENTS = 10;

  @Override
  public String name() {
    return "event-store-append";
  }

  @Override
  public String summary() {
    return "load an aggregate of 10 events and append one, without a cache, 1 to 64 callers";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    List<Goal> goals = new ArrayList<>();
    try (Contenders contenders = new Contenders()) {
      contenders.add(new Loading(Daybook.on(bed, bed.database("daybook")).node(), settings));
      contenders.add(new Loading(StockJdbc.on(bed, bed.database("stock_jdbc")), settings));
      contenders.add(
          new Loading(StockJpa.withBytea(bed, bed.database("stock_jpa_bytea")), settings));
      Comparison.warmUp(contenders.all(), 32, settings);
      for (int callers : CALLERS) {
        Comparison figures = Comparison.of(contenders.all(), callers, settings);
        figures.show("load 10, append 1, %d at once".formatted(callers), report);
        String at = name() + "/" + callers + "/";
        if (callers != 8) {
          goals.add(figures.goal(at, Daybook.NAME, StockJdbc.NAME, callers == 1 ? 1 : 2));
        }
      }
    }
    return goals;
  }

  private record Loading(AxonNode node, Settings settings) implements Contender {

    @Override
    public String name() {
      return node.name();
    }

    @Override
    public Sample run(int callers, Limit limit) throws Exception {
      int commands = callers == 1 ? settings.rows(1_500, 100) : settings.rows(6_000, 300);
      List<String> streams = Filling.streams(node, commands, EVENTS);
      return Load.run(callers, Limit.of(commands), (_, n) -> node.note(streams.get((int) n)));
    }

    @Override
    public void close() throws Exception {
      node.close();
    }
  }
}
