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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.caching.WeakReferenceCache;

/// Appending to aggregates that both sides remember, in the same cache of Axon's.
public final class HotBenchmark implements Benchmark {

  private static final int[] CALLERS = {8, 32, 64};
  private static final int AGGREGATES_OF_A_CALLER = 8;
  private static final int EVENTS = 10;

  @Override
  public String name() {
    return "event-store-hot";
  }

  @Override
  public String summary() {
    return "append to hot aggregates, both sides with Axon's cache, 8 to 64 callers";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    List<Goal> goals = new ArrayList<>();
    try (Contenders contenders = new Contenders()) {
      contenders.add(Noting.on(Daybook.on(bed, bed.database("daybook")).node()));
      contenders.add(Noting.on(StockJdbc.on(bed, bed.database("stock_jdbc"))));
      // Half of the callers share a transaction while the others wait for theirs.
      contenders.add(GroupedLimit.insert(bed, callers -> callers / 2));
      Comparison.warmUp(contenders.all(), CALLERS[CALLERS.length - 1], bed.settings());
      for (int callers : CALLERS) {
        Comparison figures = Comparison.of(contenders.all(), callers, bed.settings());
        figures.show("append to hot aggregates, %d at once".formatted(callers), report);
        if (callers > 8) {
          String at = name() + "/" + callers + "/";
          goals.add(figures.goal(at, Daybook.NAME, StockJdbc.NAME, 5));
        }
      }
    }
    return goals;
  }

  private record Noting(AxonNode node, List<String> streams) implements Contender {

    static Noting on(AxonNode node) throws Exception {
      int most = CALLERS[CALLERS.length - 1];
      List<String> streams = Filling.streams(node, most * AGGREGATES_OF_A_CALLER, EVENTS);
      Cache cache = new WeakReferenceCache();
      cache.registerCacheEntryListener(new Holder());
      return new Noting(node.remembering(cache), streams);
    }

    @Override
    public String name() {
      return node.name();
    }

    @Override
    public Sample run(int callers, Limit limit) throws Exception {
      return Load.run(
          callers,
          limit,
          (caller, n) -> {
            int which = caller * AGGREGATES_OF_A_CALLER + (int) (n % AGGREGATES_OF_A_CALLER);
            node.note(streams.get(which));
          });
    }

    @Override
    public void close() throws Exception {
      node.close();
    }
  }

  /// Axon's cache lets go of what nobody holds; this holds everything.
  private static final class Holder extends Cache.EntryListenerAdapter {

    private final ConcurrentMap<Object, Object> held = new ConcurrentHashMap<>();

    @Override
    public void onEntryCreated(Object key, Object value) {
      held.put(key, value);
    }

    @Override
    public void onEntryUpdated(Object key, Object value) {
      held.put(key, value);
    }
  }
}
