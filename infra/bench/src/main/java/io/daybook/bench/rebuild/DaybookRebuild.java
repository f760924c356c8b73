package io.daybook.bench.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Sample;
import io.daybook.kernel.projection.ProjectionVersion;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.RebuildSettings;
import io.daybook.kernel.projection.Rebuilds;
import io.daybook.ordering.projection.OrderingProjections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// The order view built again as an operator has it built, with the settings that Daybook comes
/// with: beside the one that is read, compared with it and exchanged, all of which counts.
final class DaybookRebuild implements Contender {

  static final String NAME = "daybook";

  private static final String MODEL = "ordering.orders";
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

  private final OrderLog log;
  private final OrderView view;
  private final HikariDataSource pool;
  private final Rebuilds rebuilds;
  private final String rows;

  /// @param pool connections to the view; closed with it
  private DaybookRebuild(OrderLog log, OrderView view, HikariDataSource pool) {
    this.log = log;
    this.view = view;
    this.pool = pool;
    this.rebuilds = new Rebuilds(List.of(model()), log.store(), pool, settings());
    rebuilds.start();
    // There are no rows yet that the first ones could be equal to.
    double _ = build(true);
    if (view.count() != log.orders()) {
      throw new IllegalStateException("%d rows of %d".formatted(view.count(), log.orders()));
    }
    this.rows = view.digest();
  }

  /// A node whose view is read and has come to the end of the log.
  static DaybookRebuild on(Bed bed, OrderLog log) {
    OrderView view = OrderView.of(bed, "daybook_views");
    view.jdbc()
        .sql("insert into projection_position (name, position) values (?, ?)")
        .param("projections." + MODEL)
        .param(log.events())
        .update();
    HikariDataSource pool = bed.pool(view.database());
    try {
      return new DaybookRebuild(log, view, pool);
    } catch (RuntimeException failed) {
      pool.close();
      throw failed;
    }
  }

  private static ReadModel model() {
    try (var projections = new AnnotationConfigApplicationContext(OrderingProjections.class)) {
      return projections.getBean("orderProjection", ReadModel.class);
    }
  }

  private static RebuildSettings settings() {
    return new Binder().bindOrCreate("daybook.projections.rebuild", RebuildSettings.class);
  }

  @Override
  public String name() {
    return NAME;
  }

  /// Its view, which is right.
  OrderView view() {
    return view;
  }

  /// What everybody's rows must come to, as [OrderView#digest] says it.
  String rows() {
    return rows;
  }

  @Override
  public Sample run(int callers, Limit limit) {
    Sample sample = Sample.of(log.events() / build(false));
    view.check(NAME, rows);
    return sample;
  }

  /// @return the seconds from the request until the new version is read
  private double build(boolean acceptDifference) {
    int before = orders().version();
    long start = System.nanoTime();
    rebuilds.rebuild(MODEL, acceptDifference);
    ProjectionVersion orders = orders();
    while (orders.version() == before) {
      var next = orders.next();
      if (next != null && !next.state().equals("BUILDING")) {
        throw new IllegalStateException("The build is %s".formatted(next));
      }
      LockSupport.parkNanos(LOOK_AGAIN);
      orders = orders();
    }
    return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private ProjectionVersion orders() {
    return rebuilds.list().stream().filter(it -> it.name().equals(MODEL)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    rebuilds.stop();
    pool.close();
  }
}
