package io.daybook.catalog.projection;

import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductDelisted;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockAdjusted;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// A few products that are listed, changed, sold out and there again at random, and what their
/// documents must say, found event by event.
final class RandomProducts {

  static final List<String> SKUS = List.of("cup", "jug", "mug", "pot");

  private final Random random;
  private final Map<String, Boolean> listed = new HashMap<>();
  private final Map<String, Long> onHand = new HashMap<>();

  RandomProducts(Random random) {
    this.random = random;
  }

  /// What happens next.
  List<DomainEvent> next(int events) {
    List<DomainEvent> next = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String sku = SKUS.get(random.nextInt(SKUS.size()));
      next.add(random.nextBoolean() ? stock(sku) : product(sku));
    }
    return next;
  }

  private DomainEvent stock(String name) {
    Sku sku = new Sku(name);
    long before = onHand.getOrDefault(name, 0L);
    int more = before > 0 && random.nextBoolean() ? (int) -before : random.nextInt(1, 3);
    StockLevel level = new StockLevel(before + more, 0);
    onHand.put(name, level.onHand());
    return more > 0
        ? new StockReceived(sku, more, "truck", level)
        : new StockAdjusted(sku, more, "lost", level);
  }

  private DomainEvent product(String name) {
    Sku sku = new Sku(name);
    if (!listed.getOrDefault(name, false)) {
      listed.put(name, true);
      return new ProductListed(sku, "A " + name, "", "Kitchen", pounds());
    }
    return switch (random.nextInt(8)) {
      case 0 -> {
        listed.put(name, false);
        yield new ProductDelisted(sku, "gone");
      }
      case 1, 2 -> new ProductRevised(sku, "The " + name, "new", "Shelf " + random.nextInt(9));
      default -> new PriceChanged(sku, pounds(), pounds());
    };
  }

  private Money pounds() {
    return Money.of(random.nextInt(1, 10_000), Currency.GBP);
  }

  /// The document of a product at a position of the log; null before it was listed.
  static @Nullable Versioned fold(String sku, List<TrackedEventMessage<?>> log, long position) {
    String name = "";
    String text = "";
    String shelf = "";
    long price = -1;
    boolean listed = false;
    boolean inStock = false;
    long version = 0;
    for (TrackedEventMessage<?> message : log.subList(0, (int) position)) {
      long at = message.trackingToken().position().orElseThrow();
      if (message.getPayload() instanceof ProductEvent event && event.sku().value().equals(sku)) {
        version = at;
        switch (event) {
          case ProductListed(_, var title, var words, var category, var cost) -> {
            name = title;
            text = words;
            shelf = category;
            price = cost.minor();
            listed = true;
          }
          case ProductRevised(_, var title, var words, var category) -> {
            name = title;
            text = words;
            shelf = category;
          }
          case PriceChanged(_, var cost, _) -> price = cost.minor();
          case ProductDelisted _ -> listed = false;
        }
      }
      if (message.getPayload() instanceof StockItemEvent event
          && event.sku().value().equals(sku)
          && event.level().available() > 0 != inStock) {
        version = at;
        inStock = !inStock;
      }
    }
    return price < 0
        ? null
        : new Versioned(
            new ProductDocument(sku, name, text, shelf, price, "GBP", inStock, listed), version);
  }
}
