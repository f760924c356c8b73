package io.daybook.crash;

import io.daybook.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One scenario with a death at every point of it.
///
/// Which points there are is not written down anywhere: orders that nobody disturbs show them, and
/// so do all those that come later, whose threads may take turns in another way.
final class Enumeration {

  private final List<Lane> lanes;
  private final Set<String> points = new TreeSet<>();
  private final Executor threads = it -> Thread.ofVirtual().name("lane").start(it);

  /// @param folder for journals
  /// @param lanes shops side by side, that share the deaths
  Enumeration(Child child, Scenario scenario, int lanes, Path folder, EmbeddedPostgres server) {
    this.lanes =
        IntStream.range(0, lanes)
            .mapToObj(it -> new Lane(child, scenario, it, folder, server))
            .toList();
  }

  /// Dies at every point that any order has ever passed.
  ///
  /// @param those which points
  /// @return how many deaths there were
  int dieEverywhere(Predicate<String> those) {
    lanes.getFirst().watch();
    AtomicInteger deaths = new AtomicInteger();
    for (List<String> fresh = fresh(those); !fresh.isEmpty(); fresh = fresh(those)) {
      Queue<String> ahead = new ConcurrentLinkedQueue<>(fresh);
      sideBySide(lane -> {
        for (String point = ahead.poll(); point != null; point = ahead.poll()) {
          if (lane.dieAt(point)) {
            deaths.incrementAndGet();
          }
        }
      });
    }
    return deaths.get();
  }

  /// Brings every order to its end, and looks at the books.
  void settle() {
    sideBySide(Lane::settle);
  }

  /// How many orders there were, dead ones and others.
  int orders() {
    return lanes.stream().mapToInt(Lane::orders).sum();
  }

  /// All points, in no order that means anything.
  Set<String> points() {
    return points;
  }

  /// How many points of each kind there are.
  Map<String, Long> kinds() {
    return points.stream()
        .collect(
            Collectors.groupingBy(it -> it.split(" ", -1)[1], TreeMap::new, Collectors.counting()));
  }

  /// Points that have not been met before.
  private List<String> fresh(Predicate<String> those) {
    return lanes.stream()
        .flatMap(it -> it.points().stream())
        .filter(points::add)
        .filter(those)
        .toList();
  }

  private void sideBySide(Consumer<Lane> work) {
    CompletableFuture.allOf(
            lanes.stream()
                .map(lane -> CompletableFuture.runAsync(() -> work.accept(lane), threads))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }
}
