package io.daybook.bench.reading;

import io.daybook.kernel.command.Answer.Done;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Prices in Daybook: read over HTTP with the token, or looked for in the table as Axon's are.
final class DaybookShelf implements Shelf {

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

  private final DaybookShop shop;
  private final Asking asking;
  private final JdbcClient tables;
  private final boolean byHttp;
  private final AtomicLong last = new AtomicLong();

  DaybookShelf(DaybookShop shop, boolean byHttp) {
    this.shop = shop;
    this.asking = new Asking(shop.api());
    this.tables = JdbcClient.create(shop.views());
    this.byHttp = byHttp;
  }

  static String sku(int product) {
    return "sku-" + product;
  }

  @Override
  public String name() {
    return byHttp ? "daybook, asked with a token" : "daybook, row looked for";
  }

  @Override
  public long change(int product) throws Exception {
    Done done = shop.changePrice(sku(product));
    last.accumulateAndGet(done.position(), Math::max);
    return done.position();
  }

  @Override
  public void see(int product, long position) throws Exception {
    if (byHttp) {
      asking.get("/v1/products/" + sku(product), position);
    } else {
      PriceRow.await(
          tables.sql("select position from product where sku = ?").param(sku(product)), position);
    }
  }

  @Override
  public void settle() {
    while (shop.position() < last.get()) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  @Override
  public void close() {
    // The shop is another's.
  }
}
