package io.daybook.bench.reading;

import io.daybook.bench.Comparison;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import io.daybook.kernel.command.Answer.Done;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.AtomicHistogram;

/// Shopkeepers who change prices, and search for what they have changed or not; and others, who
/// search all the time and bring no token.
final class Searchers {

  static final String WITH_TOKEN = "acknowledged to found, with a token";
  static final String OTHERS_ALONE = "others, nobody brings a token";
  static final String OTHERS_BESIDE = "others, beside those with tokens";

  private static final double CHANGES_PER_SECOND = 10;
  private static final double SEARCHES_PER_SECOND = 40;

  private final DaybookShop shop;
  private final Asking asking;
  private final int products;

  Searchers(DaybookShop shop, int products) {
    this.shop = shop;
    this.asking = new Asking(shop.api());
    this.products = products;
  }

  /// Lets both go about their business for a while.
  ///
  /// @param atMost changes
  /// @param withTokens whether those who change something look for it
  void turn(Duration time, long atMost, boolean withTokens, Comparison figures) throws Exception {
    double seconds = Math.min(time.toNanos() / 1e9, atMost / CHANGES_PER_SECOND);
    AtomicHistogram found = Load.histogram();
    AtomicHistogram others = Load.histogram();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> changing =
          threads.submit(() -> {
            arriving(CHANGES_PER_SECOND, seconds, () -> change(withTokens, found));
            return null;
          });
      arriving(SEARCHES_PER_SECOND, seconds, () -> search(others));
      changing.get();
    }
    if (withTokens) {
      figures.add(WITH_TOKEN, Sample.of(CHANGES_PER_SECOND, found));
    }
    figures.add(withTokens ? OTHERS_BESIDE : OTHERS_ALONE, Sample.of(SEARCHES_PER_SECOND, others));
  }

  private void change(boolean withTokens, AtomicHistogram found) throws Exception {
    int product = ThreadLocalRandom.current().nextInt(products);
    Done done = shop.changePrice(DaybookShelf.sku(product));
    if (withTokens) {
      long acknowledged = System.nanoTime();
      asking.get("/v1/products?q=mug+" + product, done.position());
      found.recordValue(System.nanoTime() - acknowledged);
    }
  }

  private void search(AtomicHistogram durations) throws Exception {
    long begin = System.nanoTime();
    asking.get("/v1/products?q=mug+" + ThreadLocalRandom.current().nextInt(products), 0);
    durations.recordValue(System.nanoTime() - begin);
  }

  private static void arriving(double perSecond, double seconds, Step step) throws Exception {
    Load.arriving(
        perSecond,
        Math.max(1, Math.round(perSecond * seconds)),
        () -> {
          try {
            step.run();
          } catch (Exception failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  /// Something that may fail.
  private interface Step {
    void run() throws Exception;
  }
}
