package io.daybook.launcher;

import io.daybook.audit.projection.Audit;
import io.daybook.audit.projection.AuditReport.Standing;
import io.daybook.audit.projection.Invariant;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;

/// Open breaches by invariant. All gauges of a scrape share one look at the database.
final class AuditMeters implements MeterBinder {

  private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Audit audit;
  private List<Standing> standings = List.of();
  private long lookedAt;

  AuditMeters(Audit audit) {
    this.audit = audit;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Invariant invariant : Invariant.values()) {
      Gauge.builder("daybook.audit.breaches", () -> open(invariant))
          .description("Breaches of an invariant that the auditor found and that are not over")
          .tag("invariant", invariant.name())
          .register(registry);
    }
  }

  private synchronized long open(Invariant invariant) {
    if (standings.isEmpty() || System.nanoTime() - lookedAt > KEPT_NANOS) {
      standings = audit.standings();
      lookedAt = System.nanoTime();
    }
    return standings.stream()
        .filter(it -> it.invariant() == invariant)
        .mapToLong(Standing::open)
        .sum();
  }
}
