package io.daybook.bench.reading;

import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Sample;
import io.daybook.kernel.projection.ProjectionVersion;
import io.daybook.kernel.projection.Rebuilds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The search index built again as an operator has it built, with the settings that Daybook comes
/// with, beside the one that is read.
///
/// What is compared is the filling: from the request until every document is acknowledged. How long
/// it takes until the new index is compared and read is told beside it.
final class DaybookIndex implements Contender {

  static final String NAME = "daybook";

  private static final String MODEL = "catalog.search";
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

  private final Rebuilds rebuilds;
  private final int products;
  private final List<Double> whole = new ArrayList<>();

  DaybookIndex(Rebuilds rebuilds, int products) {
    this.rebuilds = rebuilds;
    this.products = products;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// What each turn came to until the new index was read, documents per second.
  List<Double> whole() {
    return whole;
  }

  @Override
  public Sample run(int callers, Limit limit) {
    int before = index().version();
    long start = System.nanoTime();
    rebuilds.rebuild(MODEL, false);
    long filled = 0;
    ProjectionVersion index = index();
    while (index.version() == before) {
      var next = index.next();
      if (next != null && !next.state().equals("BUILDING")) {
        throw new IllegalStateException("The build is %s".formatted(next));
      }
      if (filled == 0 && next != null && next.position() >= products) {
        filled = System.nanoTime();
      }
      LockSupport.parkNanos(LOOK_AGAIN);
      index = index();
    }
    long end = System.nanoTime();
    whole.add(rate(end - start));
    rebuilds.dropKept(MODEL);
    return Sample.of(rate((filled == 0 ? end : filled) - start));
  }

  private double rate(long nanos) {
    return products * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  private ProjectionVersion index() {
    return rebuilds.list().stream().filter(it -> it.name().equals(MODEL)).findFirst().orElseThrow();
  }
}
