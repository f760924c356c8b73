package io.daybook.bench.shop;

import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.util.concurrent.atomic.AtomicInteger;

/// One flash sale a turn, each of a product of its own: ten buyers for each unit, every one of whom
/// opens a cart, puts one in, checks out and waits for the outcome.
final class Sale implements Contender {

  private static final int BUYERS_OF_A_UNIT = 10;

  private final Shop shop;
  private final int buyers;
  private int sales;

  Sale(Shop shop, int buyers) {
    this.shop = shop;
    this.buyers = buyers;
  }

  @Override
  public String name() {
    return shop.name();
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    String sku = "lamp-" + ++sales;
    int units = Math.max(1, buyers / BUYERS_OF_A_UNIT);
    shop.sell(sku, units);
    Buyer[] connections = new Buyer[callers];
    for (int i = 0; i < callers; i++) {
      connections[i] = new Buyer(shop.api());
    }
    AtomicInteger confirmed = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    Sample sample =
        Load.run(
            callers,
            Limit.of(buyers),
            (caller, _) -> (connections[caller].buy(sku) ? confirmed : refused).incrementAndGet());
    if (confirmed.get() != units || refused.get() != buyers - units) {
      throw new IllegalStateException(
          "%s confirmed %d and refused %d of %d buyers for %d units"
              .formatted(name(), confirmed.get(), refused.get(), buyers, units));
    }
    return sample;
  }

  @Override
  public void close() {
    shop.close();
  }
}
