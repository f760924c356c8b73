package io.daybook.bench.reading;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long after its acknowledgement a change can be read, in PostgreSQL while changes arrive at
/// half the rate that the node can take, and in Elasticsearch while others search.
public final class VisibleBenchmark implements Benchmark {

  private static final int CALLERS = 32;
  private static final double P50_MS = 10;
  private static final double P99_MS = 50;
  private static final double SEARCH_P99_MS = 300;

  @Override
  public String name() {
    return "visible";
  }

  @Override
  public String summary() {
    return "from acknowledged to read: a row at half load, a search with a token beside others";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    int products = settings.rows(2_000, 1_000);
    List<Goal> goals = new ArrayList<>();
    try (DaybookShop shop = DaybookShop.on(bed)) {
      for (int product = 0; product < products; product++) {
        shop.list(DaybookShelf.sku(product), "Mug %d of white china".formatted(product));
      }
      goals.addAll(rows(bed, shop, products, report));
      Duration time = settings.turn().multipliedBy(settings.quick() ? 10 : 3);
      goals.addAll(searches(new Searchers(shop, products), time, settings, report));
    }
    return goals;
  }

  private List<Goal> rows(Bed bed, DaybookShop shop, int products, Report report) throws Exception {
    Settings settings = bed.settings();
    Comparison figures = new Comparison();
    try (Visibility asked = new Visibility(new DaybookShelf(shop, true), products, true);
        Visibility lookedFor = new Visibility(new DaybookShelf(shop, false), products, true);
        Visibility stock = new Visibility(StockShelf.on(bed, products), products, false)) {
      List<Visibility> all = List.of(asked, lookedFor, stock);
      for (Visibility one : all) {
        one.capacity(CALLERS, new Limit(settings.warmUp(), settings.rows()));
        // The first one is for warming up.
        double full = one.capacity(CALLERS, new Limit(settings.warmUp(), settings.rows()));
        report.line("%s: can take %.0f per s here".formatted(one.name(), full));
      }
      for (int round = 0; round < settings.rounds(); round++) {
        for (Visibility one : all) {
          one.measure(settings.turn().multipliedBy(3), settings.rows(), figures);
        }
      }
      figures.showTimes("acknowledged to read, at half of that", report);
      double p50 = figures.p50(asked.name()).median();
      return List.of(
          Goal.within(name() + "/row/p50-10ms", P50_MS, p50),
          Goal.within(name() + "/row/p99-50ms", P99_MS, figures.p99(asked.name()).median()),
          new Goal(
              name() + "/row/stock-axon",
              figures.p50(StockShelf.NAME).median() / figures.p50(lookedFor.name()).median(),
              1));
    }
  }

  private List<Goal> searches(Searchers searchers, Duration time, Settings settings, Report report)
      throws Exception {
    Comparison figures = new Comparison();
    searchers.turn(time, settings.rows(), false, new Comparison());
    searchers.turn(time, settings.rows(), true, new Comparison());
    for (int round = 0; round < settings.rounds(); round++) {
      boolean first = round % 2 == 0;
      searchers.turn(time, settings.rows(), first, figures);
      searchers.turn(time, settings.rows(), !first, figures);
    }
    figures.showTimes("searches", report);
    double alone = figures.p50(Searchers.OTHERS_ALONE).median();
    double beside = figures.p50(Searchers.OTHERS_BESIDE).median();
    return List.of(
        Goal.within(
            name() + "/search/p99-300ms",
            SEARCH_P99_MS,
            figures.p99(Searchers.WITH_TOKEN).median()),
        // A quarter slower would be hurt; what a token costs is refreshes, which others pay too.
        new Goal(name() + "/search/others", alone / beside, 0.8));
  }
}
