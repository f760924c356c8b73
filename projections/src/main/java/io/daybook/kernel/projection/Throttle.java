package io.daybook.kernel.projection;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Lets a build rest while something happens in the shop, so that it takes no more than its share
/// of the time; while nothing does it takes all. Not thread-safe.
public final class Throttle {

  private final double share;
  private final LongSupplier live;
  private long before;
  private long start = System.nanoTime();

  /// @param share of the time that is worked, above 0, at most 1
  /// @param live another number when something happens, such as [ShopActivity]
  public Throttle(double share, LongSupplier live) {
    this.share = share;
    this.live = live;
    this.before = live.getAsLong();
  }

  /// Whether [#rest()] would rest now.
  public boolean isNeeded() {
    return share < 1 && live.getAsLong() != before;
  }

  /// Called after each page: rests in proportion to what the page took, if it has to.
  public void rest() throws InterruptedException {
    long took = System.nanoTime() - start;
    long position = live.getAsLong();
    if (position != before) {
      Thread.sleep(Duration.ofNanos((long) (took * (1 / share - 1))));
    }
    before = position;
    start = System.nanoTime();
  }
}
