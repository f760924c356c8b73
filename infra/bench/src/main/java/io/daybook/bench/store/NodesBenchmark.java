package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Report;
import io.daybook.bench.Sample;
import io.daybook.eventstore.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Two nodes that write to one log at once, next to one node with as many callers in all. Streams
/// are written by both nodes in turn. At the end both read the log, and must have read the same.
public final class NodesBenchmark implements Benchmark {

  private static final int CALLERS = 32;
  private static final int PAGE = 1_000;
  private static final int EVENTS_OF_A_STREAM = 10;

  @Override
  public String name() {
    return "event-store-nodes";
  }

  @Override
  public String summary() {
    return "two nodes writing to one log, in sum, next to one node";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    String database = bed.database("daybook");
    AtomicLong written = new AtomicLong();
    try (Daybook one = Daybook.on(bed, database);
        Daybook other = Daybook.on(bed, database)) {
      List<Contender> contenders =
          List.of(
              new Writing("two-nodes", List.of(one.node(), other.node()), written),
              new Writing("one-node", List.of(one.node()), written));
      Comparison.warmUp(contenders, CALLERS, bed.settings());
      Comparison figures = Comparison.of(contenders, CALLERS, bed.settings());
      figures.show("append, %d at once in all".formatted(CALLERS), report);
      long events = check(one, other);
      if (events != written.get()) {
        throw new IllegalStateException(
            "%d events were acknowledged, %d are in the log.".formatted(written.get(), events));
      }
      report.line(
          "%d events acknowledged and in the log: positions dense, versions in order, the same on both nodes"
              .formatted(events));
      report.line("");
      return List.of(figures.goal(name() + "/" + CALLERS + "/", "two-nodes", "one-node", 0.8));
    }
  }

  /// Reads the log at both nodes.
  ///
  /// @return how many events there are
  /// @throws IllegalStateException when they differ, or something is missing or out of order
  private static long check(Daybook one, Daybook other) {
    Map<String, Long> versions = new HashMap<>();
    long position = 0;
    List<StoredEvent> page = one.log().read(position, PAGE);
    while (!page.isEmpty()) {
      if (!page.equals(other.log().read(position, page.size()))) {
        throw new IllegalStateException("The nodes differ after position " + position);
      }
      for (StoredEvent event : page) {
        long version = versions.merge(event.stream(), 1L, Long::sum);
        if (event.position() != ++position || event.version() != version) {
          throw new IllegalStateException("Out of order: " + event);
        }
      }
      page = one.log().read(position, PAGE);
    }
    return position;
  }

  /// Each caller writes stream after stream, each event through the next node.
  private record Writing(String name, List<AxonNode> nodes, AtomicLong written)
      implements Contender {

    @Override
    public Sample run(int callers, Limit limit) throws Exception {
      String[] streams = new String[callers];
      int[] versions = new int[callers];
      return Load.run(
          callers,
          limit,
          (caller, _) -> {
            if (versions[caller] % EVENTS_OF_A_STREAM == 0) {
              streams[caller] = Happened.newOrder();
              versions[caller] = 0;
            }
            String stream = streams[caller];
            int version = ++versions[caller];
            nodes.get((caller + version) % nodes.size()).append(stream, version);
            written.incrementAndGet();
          });
    }
  }
}
