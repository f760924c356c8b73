package io.daybook.cli.verify;

import io.daybook.kernel.Money;
import java.util.Map;
import java.util.TreeMap;

/// Products by a fold of its own. Not thread-safe.
final class ProductFold {

  private final Map<String, Product> products = new TreeMap<>();

  /// One product.
  record Product(String name, Money price, boolean listed) {}

  void on(LogEvent event) {
    switch (event.type()) {
      case "catalog.product-listed" ->
          products.put(
              event.text("sku"), new Product(event.text("name"), event.money("price"), true));
      case "catalog.product-revised" ->
          products.computeIfPresent(
              event.text("sku"),
              (_, it) -> new Product(event.text("name"), it.price(), it.listed()));
      case "catalog.price-changed" ->
          products.computeIfPresent(
              event.text("sku"),
              (_, it) -> new Product(it.name(), event.money("price"), it.listed()));
      case "catalog.product-delisted" ->
          products.computeIfPresent(
              event.text("sku"), (_, it) -> new Product(it.name(), it.price(), false));
      default -> {
        // Not about products.
      }
    }
  }

  Map<String, Product> products() {
    return products;
  }

  long listed() {
    return products.values().stream().filter(Product::listed).count();
  }
}
