package io.daybook.kernel.view;

import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The products of the real online retailer, by sku, each with the name and price that it was sold
/// under first. Aisle and stock are made up.
record RetailCatalogue(Map<String, Item> items) {

  private static final Path BESIDE = Path.of("../shared/data/online-retail");
  private static final Pattern LINE =
      Pattern.compile(
          "[^,]*,(\\d{5}[^,]*),(\"(?:[^\"]|\"\")*\"|[^,]*),[^,]*,[^,]*,([\\d.]+),[^,]*,.*");

  record Item(String sku, String name, long price, String aisle, boolean inStock) {

    List<DomainEvent> events() {
      Sku id = new Sku(sku);
      List<DomainEvent> events = new ArrayList<>();
      events.add(new ProductListed(id, name, "", aisle, Money.of(price, Currency.GBP)));
      if (inStock) {
        events.add(new StockReceived(id, 5, "first", new StockLevel(5, 0)));
      }
      return events;
    }
  }

  static RetailCatalogue read() throws IOException {
    Map<String, Item> items = new TreeMap<>();
    try (Stream<Path> months = Files.list(directory())) {
      for (Path month : months.filter(it -> it.toString().endsWith(".gz")).sorted().toList()) {
        read(month, items);
      }
    }
    return new RetailCatalogue(items);
  }

  DomainEvent[] events() {
    return items.values().stream().flatMap(it -> it.events().stream()).toArray(DomainEvent[]::new);
  }

  private static void read(Path month, Map<String, Item> items) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(month)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher fields = LINE.matcher(line);
        if (fields.matches()) {
          item(fields, items);
        }
      }
    }
  }

  private static void item(Matcher fields, Map<String, Item> items) {
    String sku = fields.group(1).toUpperCase(Locale.ROOT);
    String name = fields.group(2).replaceAll("^\"|\"$", "").replace("\"\"", "\"").strip();
    long price = new BigDecimal(fields.group(3)).movePointRight(2).longValue();
    if (price > 0 && !name.isEmpty()) {
      int any = Math.floorMod(sku.hashCode(), 10);
      items.putIfAbsent(sku, new Item(sku, name, price, "Aisle-" + any % 5, any < 6));
    }
  }

  /// Beside the checkout, whichever directory the build runs in.
  private static Path directory() {
    Path above = Path.of("").toAbsolutePath();
    while (above != null) {
      Path candidate = above.resolve(BESIDE).normalize();
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
      above = above.getParent();
    }
    throw new IllegalStateException("The retailer's data are not beside the checkout");
  }
}
