package io.daybook.bench;

import io.daybook.bench.pages.PagesBenchmark;
import io.daybook.bench.reading.IndexBenchmark;
import io.daybook.bench.reading.SearchBenchmark;
import io.daybook.bench.reading.VisibleBenchmark;
import io.daybook.bench.rebuild.RebuildBenchmark;
import io.daybook.bench.shop.FlashSaleBenchmark;
import io.daybook.bench.store.AppendBenchmark;
import io.daybook.bench.store.AtomicBenchmark;
import io.daybook.bench.store.CatchUpBenchmark;
import io.daybook.bench.store.CreateBenchmark;
import io.daybook.bench.store.DeliveryBenchmark;
import io.daybook.bench.store.HotBenchmark;
import io.daybook.bench.store.KafkaBenchmark;
import io.daybook.bench.store.NodesBenchmark;
import io.daybook.bench.store.SizeBenchmark;
import io.daybook.bench.store.StreamsBenchmark;
import java.util.List;

/// All benchmarks, in the order in which they run.
final class Catalogue {

  static final List<Benchmark> ALL =
      List.of(
          new CreateBenchmark(),
          new AppendBenchmark(),
          new HotBenchmark(),
          new AtomicBenchmark(),
          new CatchUpBenchmark(),
          new DeliveryBenchmark(),
          new SizeBenchmark(),
          new NodesBenchmark(),
          new StreamsBenchmark(),
          new KafkaBenchmark(),
          new FlashSaleBenchmark(),
          new PagesBenchmark(),
          new RebuildBenchmark(),
          new IndexBenchmark(),
          new VisibleBenchmark(),
          new SearchBenchmark());

  private Catalogue() {}

  /// The one of that name; else those whose names begin with it and a hyphen; all for `all`.
  static List<Benchmark> named(String name) {
    List<Benchmark> one = ALL.stream().filter(it -> it.name().equals(name)).toList();
    return one.isEmpty()
        ? ALL.stream().filter(it -> name.equals("all") || it.name().startsWith(name + "-")).toList()
        : one;
  }
}
