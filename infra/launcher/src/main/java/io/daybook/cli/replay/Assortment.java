package io.daybook.cli.replay;

import io.daybook.cli.http.Call;
import io.daybook.cli.orderbook.BookLine;
import io.daybook.cli.orderbook.Classification;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The products that the replay has put on sale so far: each at its first sight, with the words and
/// the price of its last line that day; changed once a day where the last line of the day differs.
///
/// Not thread-safe.
final class Assortment {

  private static final int ALREADY_LISTED = 409;

  private final Map<String, Product> known = new HashMap<>();

  /// What was last said of a product.
  private record Product(String name, long pence) {

    Product seenIn(BookLine line) {
      return new Product(
          line.description().isBlank() ? name : line.description(),
          line.unitPence() == 0 ? pence : line.unitPence());
    }
  }

  /// Sends what changed on `day`.
  ///
  /// @return what was refused and why
  Map<String, Batch.Refusal> follow(LocalDate day, List<BookLine> lines, Batch batch) {
    Map<String, Product> today = new LinkedHashMap<>();
    for (BookLine line : lines) {
      if (Classification.isGoods(line.code())) {
        Product before =
            today.getOrDefault(
                line.code(), known.getOrDefault(line.code(), new Product(line.code(), 0)));
        today.put(line.code(), before.seenIn(line));
      }
    }
    today.forEach((sku, product) -> send(day, sku, product, batch));
    Map<String, Batch.Refusal> refused = batch.send();
    // Somebody listed it before: say only what is different now.
    refused.forEach((sku, refusal) -> {
      Product product = today.get(sku);
      if (refusal.status() == ALREADY_LISTED && product != null && !known.containsKey(sku)) {
        revise(day, sku, product, batch);
        reprice(day, sku, product, batch);
      }
    });
    refused.values().removeIf(refusal -> refusal.status() == ALREADY_LISTED);
    refused.putAll(batch.send());
    known.putAll(today);
    return refused;
  }

  private void send(LocalDate day, String sku, Product product, Batch batch) {
    Product before = known.get(sku);
    if (before == null) {
      batch.add(
          sku,
          "POST",
          "/v1/products",
          Keys.of("product", sku, day),
          Bodies.product(sku, product.name(), product.pence()));
      return;
    }
    if (!before.name().equals(product.name())) {
      revise(day, sku, product, batch);
    }
    if (before.pence() != product.pence()) {
      reprice(day, sku, product, batch);
    }
  }

  private static void revise(LocalDate day, String sku, Product product, Batch batch) {
    batch.add(
        sku,
        "PATCH",
        "/v1/products/" + Call.encoded(sku),
        Keys.of("texts", sku, day, Integer.toHexString(product.name().hashCode())),
        Bodies.texts(product.name()));
  }

  private static void reprice(LocalDate day, String sku, Product product, Batch batch) {
    batch.add(
        sku,
        "PUT",
        "/v1/products/" + Call.encoded(sku) + "/price",
        Keys.of("price", sku, day, product.pence()),
        Bodies.price(product.pence()));
  }
}
