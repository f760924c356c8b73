package io.daybook.bench.pages;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Products and orders over HTTP: kept in the process, known to the client, and read from the
/// tables each time.
public final class PagesBenchmark implements Benchmark {

  private static final String[] KINDS = {"products", "orders"};
  private static final int CALLERS = 16;
  private static final int ROWS = 50_000;
  private static final int FEW_ROWS = 5_000;
  private static final int WARM = 1_000;
  private static final double PER_SECOND = 5_000;
  private static final double WARM_MS = 1;
  private static final double COLD_MS = 10;

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public String summary() {
    return "GET a product, an order: kept in the process, 304, and read from the tables";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    int rows = settings.rows(ROWS, FEW_ROWS);
    List<Goal> goals = new ArrayList<>();
    try (QueryNodes nodes = QueryNodes.on(bed, rows)) {
      for (String kind : KINDS) {
        List<String> all = paths(kind, rows);
        List<String> warm = all.subList(0, Math.min(WARM, rows));
        List<Contender> contenders =
            List.of(
                Pages.whole("kept", nodes.keeping(), warm),
                Pages.known("304", nodes.keeping(), warm),
                Pages.whole("read", nodes.reading(), all));
        Comparison.warmUp(contenders, CALLERS, settings);
        goals.addAll(busy(kind, contenders, settings, report));
        goals.addAll(alone(kind, contenders, settings, report));
      }
    }
    return goals;
  }

  /// The limit of what two cores can do, the load included.
  private List<Goal> busy(String kind, List<Contender> contenders, Settings settings, Report report)
      throws Exception {
    Comparison figures = Comparison.of(contenders, CALLERS, settings);
    figures.show("GET /v1/%s/…, %d at once".formatted(kind, CALLERS), report);
    String at = name() + "/" + kind + "/";
    return List.of(
        new Goal(at + "5000-per-s", figures.rate("kept").median() / PER_SECOND, 1),
        figures.goal(at + "kept/", "kept", "read", 1),
        figures.goal(at + "304/", "304", "kept", 1));
  }

  /// What one caller sees is the server's time and the way there and back.
  private List<Goal> alone(
      String kind, List<Contender> contenders, Settings settings, Report report) throws Exception {
    Comparison figures = Comparison.of(contenders, 1, settings);
    figures.showTimes("GET /v1/%s/…, one after the other".formatted(kind), report);
    String at = name() + "/" + kind + "/";
    return List.of(
        Goal.within(at + "kept-p50-1ms", WARM_MS, figures.p50("kept").median()),
        Goal.within(at + "read-p99-10ms", COLD_MS, figures.p99("read").median()));
  }

  private static List<String> paths(String kind, int rows) {
    return IntStream.range(0, rows).mapToObj(it -> "/v1/%s/%d".formatted(kind, it)).toList();
  }
}
