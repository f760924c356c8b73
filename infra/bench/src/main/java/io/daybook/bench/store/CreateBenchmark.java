package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Contenders;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Report;
import io.daybook.bench.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    try (Contenders contenders = new Contenders()) {
      Creating daybook = new Creating(Daybook.on(bed, bed.database("daybook")));
      contenders.add(daybook);
      contenders.add(creating(StockJdbc.on(bed, bed.database("stock_jdbc"))));
      contenders.add(creating(StockJpa.withBytea(bed, bed.database("stock_jpa_bytea"))));
      if (!bed.settings().quick()) {
        contenders.add(creating(StockJpa.asItComes(bed, bed.database("stock_jpa_oid"))));
      }
      contenders.add(new BareInsert(bed, 1));
      contenders.add(GroupedLimit.insert(bed, daybook::groupAt));
      contenders.add(GroupedLimit.copy(bed, daybook::groupAt));
      Peers.join(contenders, bed, report);
      Comparison.warmUp(contenders.all(), 32, bed.settings());
      for (int callers : CALLERS) {
        Comparison figures = Comparison.of(contenders.all(), callers, bed.settings());
        figures.show("create, %d at once".formatted(callers), report);
        report.line("  Daybook's groups: %d on average".formatted(daybook.groupAt(callers)));
        report.line("");
        goals.addAll(goals(callers, figures));
      }
    }
    return goals;
  }

  private static Contender creating(AxonNode node) {
    return new AxonContender(node, it -> it.place(Happened.newOrder()));
  }

  private List<Goal> goals(int callers, Comparison figures) {
    String at = name() + "/" + callers + "/";
    List<Goal> goals = new ArrayList<>();
    if (callers == 1) {
      goals.add(figures.goal(at, Daybook.NAME, StockJdbc.NAME, 1));
    } else if (callers >= 32) {
      goals.add(figures.goal(at, Daybook.NAME, StockJdbc.NAME, 2.5));
      goals.add(figures.goal(at, Daybook.NAME, "bare-insert", 1));
      goals.add(figures.goal(at, Daybook.NAME, "bare-groups", 0.4));
      goals.add(Goal.within(at + "p99-15ms", P99_MS, figures.p99(Daybook.NAME).median()));
    }
    for (String peer : List.of("message-db", "emmett")) {
      if (callers >= 8 && figures.has(peer)) {
        goals.add(figures.goal(at, Daybook.NAME, peer, 5));
      }
    }
    return goals;
  }

  /// Creates through Daybook, and remembers how large its groups were.
  private static final class Creating implements Contender {

    private final Daybook daybook;
    private final Contender work;
    private final Map<Integer, Integer> groups = new HashMap<>();

    Creating(Daybook daybook) {
      this.daybook = daybook;
      this.work = creating(daybook.node());
    }

    @Override
    public String name() {
      return work.name();
    }

    @Override
    public Sample run(int callers, Limit limit) throws Exception {
      daybook.meanGroup();
      Sample sample = work.run(callers, limit);
      groups.put(callers, (int) Math.max(1, Math.round(daybook.meanGroup())));
      return sample;
    }

    int groupAt(int callers) {
      return groups.getOrDefault(callers, 1);
    }

    @Override
    public void close() throws Exception {
      work.close();
    }
  }
}
