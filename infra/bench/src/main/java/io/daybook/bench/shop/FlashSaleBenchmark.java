package io.daybook.bench.shop;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Contenders;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import java.util.List;

/// A thousand buyers of a hundred units, over 64 connections, from the cart to the answer.
public final class FlashSaleBenchmark implements Benchmark {

  private static final int CONNECTIONS = 64;
  private static final int BUYERS = 1_000;
  private static final int FEW = 200;
  private static final int MOST_ROUNDS = 3;

  @Override
  public String name() {
    return "flash-sale";
  }

  @Override
  public String summary() {
    return "1,000 buyers of 100 units, 64 connections, the whole checkout: answers a second";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    settings = settings.withRounds(Math.min(settings.rounds(), MOST_ROUNDS));
    int buyers = settings.rows(BUYERS, FEW);
    try (Contenders contenders = new Contenders()) {
      contenders.add(new Sale(DaybookShop.on(bed), buyers));
      contenders.add(new Sale(StockShop.on(bed), buyers));
      for (Contender contender : contenders.all()) {
        warmUp(contender, settings);
      }
      Comparison figures = Comparison.of(contenders.all(), CONNECTIONS, settings);
      figures.show("%d buyers answered, %d connections".formatted(buyers, CONNECTIONS), report);
      return List.of(figures.goal(name() + "/", DaybookShop.NAME, StockShop.NAME, 1));
    }
  }

  /// A turn is a sale, however long it takes.
  private static void warmUp(Contender contender, Settings settings) throws Exception {
    long end = System.nanoTime() + settings.warmUp().toNanos();
    do {
      contender.run(CONNECTIONS, Limit.of(1));
    } while (System.nanoTime() < end);
  }
}
