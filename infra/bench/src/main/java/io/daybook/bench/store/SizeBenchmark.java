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
import java.util.concurrent.ThreadLocalRandom;

/// Appending when there is much already: half of the events go to new streams, half to old ones
/// anywhere in the log.
public final class SizeBenchmark implements Benchmark {

  private static final int[] SIZES = {1_000, 1_000_000, 10_000_000};
  private static final int[] QUICK_SIZES = {1_000, 300_000};
  private static final int CALLERS = 32;

  @Override
  public String name() {
    return "event-store-size";
  }

  @Override
  public String summary() {
    return "append with 1,000, 1 million and 10 million events present";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    int appends = settings.rows(10_000, 2_000);
    List<Goal> goals = new ArrayList<>();
    try (Contenders contenders = new Contenders()) {
      for (int size : settings.quick() ? QUICK_SIZES : SIZES) {
        int events = (int) Math.min(size, settings.rows() * 10.0);
        String database = Filling.daybook(bed, events, report);
        contenders.add(new Appending(Daybook.on(bed, database), events, appends));
      }
      Comparison.warmUp(contenders.all(), CALLERS, settings);
      Comparison figures = Comparison.of(contenders.all(), CALLERS, settings);
      figures.show("append, %d at once".formatted(CALLERS), report);
      String small = contenders.all().getFirst().name();
      for (Contender large : contenders.all().subList(1, contenders.all().size())) {
        String at = name() + "/" + large.name() + "/";
        // Within 1.3 times the time.
        goals.add(figures.goal(at, large.name(), small, 1 / 1.3));
      }
    }
    return goals;
  }

  /// Appends to a log that has so many events at first; a few ten thousand come during a run.
  private static final class Appending implements Contender {

    private final Daybook daybook;
    private final int events;
    private final int appends;
    private final int[] versions;

    Appending(Daybook daybook, int events, int appends) {
      this.daybook = daybook;
      this.events = events;
      this.appends = appends;
      this.versions = new int[Filling.streams(events)];
      for (int i = 0; i < events; i++) {
        versions[i % versions.length]++;
      }
    }

    @Override
    public String name() {
      return "at-" + events;
    }

    @Override
    public Sample run(int callers, Limit limit) throws Exception {
      return Load.run(
          callers,
          Limit.of(appends),
          (caller, n) -> {
            int ofThisCaller = versions.length / callers;
            if (n % 2 == 0 || ofThisCaller == 0) {
              daybook.node().append(Happened.newOrder(), 1);
            } else {
              int stream = caller + callers * ThreadLocalRandom.current().nextInt(ofThisCaller);
              daybook.node().append(Filling.stream(stream), ++versions[stream]);
            }
          });
    }

    @Override
    public void close() throws Exception {
      daybook.close();
    }
  }
}
