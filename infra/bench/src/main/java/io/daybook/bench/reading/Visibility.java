package io.daybook.bench.reading;

import io.daybook.bench.Comparison;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.AtomicHistogram;

/// How long prices of one shelf take from acknowledged to read.
final class Visibility implements AutoCloseable {

  private final Shelf shelf;
  private final int products;
  private final boolean readersCount;
  private double capacity;

  /// @param readersCount whether the shelf can take as much as it can write and read, or as much as
  ///   it can write: one that is read late would else have nothing to do
  Visibility(Shelf shelf, int products, boolean readersCount) {
    this.shelf = shelf;
    this.products = products;
    this.readersCount = readersCount;
  }

  String name() {
    return shelf.name();
  }

  /// Finds out how many changes a second it can take, with its views following.
  double capacity(int callers, Limit limit) throws Exception {
    capacity =
        Load.run(
                callers,
                limit,
                (_, _) -> {
                  int product = any();
                  long change = shelf.change(product);
                  if (readersCount) {
                    shelf.see(product, change);
                  }
                })
            .rate();
    shelf.settle();
    return capacity;
  }

  /// Has changes arrive at half that rate, whether or not the ones before can be read.
  void measure(Duration time, long atMost, Comparison figures) throws Exception {
    double rate = capacity / 2;
    long count = (long) Math.max(1, Math.min((double) atMost, rate * time.toNanos() / 1e9));
    AtomicHistogram durations = Load.histogram();
    Load.arriving(
        rate,
        count,
        () -> {
          try {
            int product = any();
            long change = shelf.change(product);
            long acknowledged = System.nanoTime();
            shelf.see(product, change);
            durations.recordValue(System.nanoTime() - acknowledged);
          } catch (Exception failed) {
            throw new IllegalStateException(failed);
          }
        });
    figures.add(name(), Sample.of(rate, durations));
  }

  @Override
  public void close() throws Exception {
    shelf.close();
  }

  private int any() {
    return ThreadLocalRandom.current().nextInt(products);
  }
}
