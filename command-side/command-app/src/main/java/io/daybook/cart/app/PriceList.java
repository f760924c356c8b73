package io.daybook.cart.app;

import io.daybook.axon.BatchSubscriber;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductDelisted;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.app.CommandTables;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.TrackedEventMessage;

/// The cart's own copy of what is on sale at which price, fed by the catalogue's events.
///
/// It may be a moment behind the log; [#awaitPosition] waits for it. Safe for all threads.
final class PriceList implements BatchSubscriber {

  static final String READER = "command.cart.price-list";

  /// Batches without a product only move the bookmark so often.
  private static final long BOOKMARK_EVERY = 5_000;

  private final CommandTables tables;
  private long bookmark;
  private long position;

  PriceList(CommandTables tables) {
    this.tables = tables;
  }

  /// What a product on sale is called and costs; empty when it is not on sale.
  Optional<Entry> find(Sku sku) {
    return tables
        .jdbc()
        .sql(
            """
            select name, price_minor, currency from command.price_list where sku = ? and on_sale
            """)
        .param(sku.value())
        .query((row, _) ->
            new Entry(row.getString(1), Money.of(row.getLong(2), new Currency(row.getString(3)))))
        .optional();
  }

  /// List prices of those of `skus` that are on sale.
  Map<Sku, Money> pricesOf(Collection<Sku> skus) {
    Map<Sku, Money> prices = new HashMap<>();
    tables
        .jdbc()
        .sql(
            """
            select sku, price_minor, currency from command.price_list
            where sku = any(?) and on_sale
            """)
        .param(skus.stream().map(Sku::value).toArray(String[]::new))
        .query(row -> {
          prices.put(
              new Sku(row.getString(1)), Money.of(row.getLong(2), new Currency(row.getString(3))));
        });
    return prices;
  }

  /// Waits until the copy has everything up to `wanted`.
  ///
  /// @return whether it has
  synchronized boolean awaitPosition(long wanted, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (position < wanted) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public long position() {
    long stored = tables.positionOf(READER);
    reached(stored);
    return stored;
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long last) {
    List<ProductEvent> events =
        batch.stream()
            .filter(it -> ProductEvent.class.isAssignableFrom(it.getPayloadType()))
            .map(it -> (ProductEvent) it.getPayload())
            .toList();
    if (!events.isEmpty() || last - bookmark >= BOOKMARK_EVERY) {
      tables
          .transactions()
          .executeWithoutResult(_ -> {
            events.forEach(this::apply);
            tables.remember(READER, last);
          });
      bookmark = last;
    }
    reached(last);
  }

  private void apply(ProductEvent event) {
    switch (event) {
      case ProductListed(var sku, var name, _, _, var price) ->
          run(
              """
              insert into command.price_list (sku, name, price_minor, currency, on_sale)
              values (?, ?, ?, ?, true)
              on conflict (sku) do update set
                name = excluded.name, price_minor = excluded.price_minor,
                currency = excluded.currency, on_sale = true
              """,
              sku.value(),
              name,
              price.minor(),
              price.currency().value());
      case ProductRevised(var sku, var name, _, _) ->
          run("update command.price_list set name = ? where sku = ?", name, sku.value());
      case PriceChanged(var sku, var price, _) ->
          run(
              "update command.price_list set price_minor = ? where sku = ?",
              price.minor(),
              sku.value());
      case ProductDelisted(var sku, _) ->
          run("update command.price_list set on_sale = false where sku = ?", sku.value());
    }
  }

  private void run(String sql, Object... parameters) {
    tables.jdbc().sql(sql).params(parameters).update();
  }

  private synchronized void reached(long last) {
    position = last;
    notifyAll();
  }

  /// One product on sale.
  record Entry(String name, Money price) {}
}
