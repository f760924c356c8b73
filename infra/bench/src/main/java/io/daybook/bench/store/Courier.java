package io.daybook.bench.store;

import io.daybook.bench.Comparison;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AtomicHistogram;

/// Two nodes on one log with a tailing processor each; one of them writes.
final class Courier implements AutoCloseable {

  static final List<String> PLACES = List.of("same node", "other node");

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

  private final AxonNode writer;
  private final AxonNode other;
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final List<Map<String, Long>> delivered =
      List.of(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  private final List<Tailing> tails;
  private double capacity;

  Courier(AxonNode writer, AxonNode other) {
    this.writer = writer;
    this.other = other;
    this.tails = List.of(tail(writer, delivered.get(0)), tail(other, delivered.get(1)));
  }

  private static Tailing tail(AxonNode node, Map<String, Long> into) {
    return Tailing.fromNow(node, event -> into.put(event.order(), System.nanoTime()));
  }

  String name() {
    return writer.name();
  }

  /// Finds out how many commands a second it can take, with both processors following.
  double capacity(int callers, Limit limit) throws Exception {
    capacity = Load.run(callers, limit, (_, _) -> write()).rate();
    awaitDelivery();
    forget();
    return capacity;
  }

  /// Has commands arrive at half that rate, whether or not the ones before are answered, and takes
  /// down how long their events were on the way.
  void deliver(Duration time, long atMost, Comparison figures) throws Exception {
    double rate = capacity / 2;
    long count = (long) Math.max(1, Math.min((double) atMost, rate * time.toNanos() / 1e9));
    Load.arriving(rate, count, this::write);
    awaitDelivery();
    for (int place = 0; place < PLACES.size(); place++) {
      AtomicHistogram durations = Load.histogram();
      Map<String, Long> there = delivered.get(place);
      acknowledged.forEach(
          (order, at) -> durations.recordValue(Math.max(0, there.getOrDefault(order, at) - at)));
      figures.add(name() + ", " + PLACES.get(place), Sample.of(rate, durations));
    }
    forget();
  }

  private void write() {
    String order = Happened.newOrder();
    writer.place(order);
    acknowledged.put(order, System.nanoTime());
  }

  private void awaitDelivery() {
    long end = System.nanoTime() + PATIENCE;
    while (!delivered.stream().allMatch(it -> it.size() >= acknowledged.size())) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "%s lost events: of %d written, %d and %d were delivered."
                .formatted(
                    name(), acknowledged.size(), delivered.get(0).size(), delivered.get(1).size()));
      }
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  private void forget() {
    acknowledged.clear();
    delivered.forEach(Map::clear);
  }

  @Override
  public void close() throws Exception {
    tails.forEach(Tailing::close);
    other.close();
    writer.close();
  }
}
