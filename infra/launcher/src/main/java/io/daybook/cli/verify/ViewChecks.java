package io.daybook.cli.verify;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import io.daybook.cli.verify.OrderFold.Order;
import io.daybook.cli.verify.ProductFold.Product;
import io.daybook.cli.verify.StockFold.Level;
import io.daybook.kernel.Money;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/// Claims that every view says what the fold of the log says.
final class ViewChecks {

  private static final int AT_ONCE = 16;

  private final LogFold fold;
  private final Views views;

  ViewChecks(Api api, LogFold fold) {
    this.fold = fold;
    this.views = new Views(api, fold.position());
  }

  List<Check> all() {
    return List.of(
        orders(), creditNotes(), stock(), products(), search(), sales(), books(), ledger());
  }

  private Check orders() {
    Offenders offenders = new Offenders();
    Set<String> missing = new HashSet<>(fold.orders.orders().keySet());
    views.items(
        Call.get("/v1/orders").query("limit", 1_000),
        row -> {
          String id = row.path("orderId").asString();
          Order order = fold.orders.orders().get(id);
          offenders.unless(missing.remove(id) && order != null && same(row, order), id);
        });
    missing.forEach(id -> offenders.add(id + " is missing"));
    return offenders.check(
        "Order pages = fold of the log", "%,d orders".formatted(fold.orders.orders().size()));
  }

  private boolean same(JsonNode row, Order order) {
    JsonNode payment = row.path("payment");
    return row.path("status").asString().equals(order.status)
        && row.path("wasConfirmed").asBoolean() == order.wasConfirmed
        && row.path("version").asLong() == fold.version(order.stream)
        && LogEvent.money(row.path("total")).equals(order.total)
        && LogEvent.money(row.path("returned")).equals(order.returned)
        && LogEvent.money(row.path("credited")).equals(order.credited)
        && paid(payment, "captured", order.captured)
        && paid(payment, "refunded", order.refunded);
  }

  private static boolean paid(JsonNode payment, String field, Money expected) {
    return payment.isMissingNode()
        ? expected.isZero()
        : LogEvent.money(payment.path(field)).equals(expected);
  }

  private Check creditNotes() {
    Offenders offenders = new Offenders();
    Set<String> missing = new HashSet<>(fold.orders.creditNotes().keySet());
    views.items(
        Call.get("/v1/credit-notes").query("limit", 1_000),
        row -> {
          String id = row.path("creditNoteId").asString();
          if (!row.hasNonNull("orderId")) {
            Money total = fold.orders.creditNotes().get(id);
            offenders.unless(
                missing.remove(id) && LogEvent.money(row.path("total")).equals(total), id);
          }
        });
    missing.forEach(id -> offenders.add(id + " is missing"));
    return offenders.check(
        "Credit notes = fold of the log",
        "%,d without an order".formatted(fold.orders.creditNotes().size()));
  }

  private Check stock() {
    Offenders offenders = new Offenders();
    Set<String> missing = new HashSet<>(fold.stock.levels().keySet());
    views.items(
        Call.get("/v1/stock").query("limit", 1_000),
        row -> {
          String sku = row.path("sku").asString();
          Level level = fold.stock.levels().get(sku);
          boolean same =
              level != null
                  && row.path("received").asLong() == level.received()
                  && row.path("adjusted").asLong() == level.adjusted()
                  && row.path("shipped").asLong() == level.shipped()
                  && row.path("promised").asLong() == level.promised()
                  && row.path("available").asLong() == level.available()
                  && row.path("version").asLong() == fold.version("stock-item/" + sku);
          offenders.unless(missing.remove(sku) && same, sku);
        });
    missing.forEach(sku -> offenders.add(sku + " is missing"));
    return offenders.check(
        "Stock pages = fold of the log", "%,d skus".formatted(fold.stock.levels().size()));
  }

  private Check products() {
    Offenders offenders = new Offenders();
    Semaphore asking = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      fold.products
          .products()
          .forEach((sku, product) -> {
            asking.acquireUninterruptibly();
            threads.execute(() -> {
              try {
                boolean same = same(sku, product);
                synchronized (offenders) {
                  offenders.unless(same, sku);
                }
              } finally {
                asking.release();
              }
            });
          });
    }
    return offenders.check(
        "Product pages = fold of the log",
        "%,d products, %,d listed"
            .formatted(fold.products.products().size(), fold.products.listed()));
  }

  private boolean same(String sku, Product product) {
    Reply reply = views.send(Call.get("/v1/products/{sku}", sku));
    JsonNode row = reply.json();
    Level level = fold.stock.levels().get(sku);
    return reply.accepted()
        && row.path("name").asString().equals(product.name())
        && LogEvent.money(row.path("price")).equals(product.price())
        && row.path("listed").asBoolean() == product.listed()
        && row.path("available").asLong() == (level == null ? 0 : level.available());
  }

  private Check search() {
    Offenders offenders = new Offenders();
    Set<String> missing = new HashSet<>();
    fold.products
        .products()
        .forEach((sku, product) -> {
          if (product.listed()) {
            missing.add(sku);
          }
        });
    views.items(
        Call.get("/v1/products").query("limit", 100).query("sort", "name"),
        hit -> {
          String sku = hit.path("sku").asString();
          Product product = fold.products.products().get(sku);
          Level level = fold.stock.levels().get(sku);
          boolean inStock = level != null && level.available() > 0;
          boolean same =
              product != null
                  && hit.path("name").asString().equals(product.name())
                  && LogEvent.money(hit.path("price")).equals(product.price())
                  && hit.path("inStock").asBoolean() == inStock;
          offenders.unless(missing.remove(sku) && same, sku);
        });
    missing.forEach(sku -> offenders.add(sku + " is not found"));
    return offenders.check(
        "Search finds what is on sale, as it is",
        "%,d documents".formatted(fold.products.listed()));
  }

  private Check sales() {
    Amounts sold = new Amounts();
    Amounts cancelled = new Amounts();
    Amounts returned = new Amounts();
    Amounts credited = new Amounts();
    for (Order order : fold.orders.orders().values()) {
      if (order.wasConfirmed) {
        sold.add(order.total);
        if (order.status.equals("CANCELLED")) {
          cancelled.add(order.total);
        }
      }
      returned.add(order.returned);
      credited.add(order.credited);
    }
    fold.orders.creditNotes().values().forEach(credited::add);
    Offenders offenders = new Offenders();
    for (String by : List.of("day", "product", "country")) {
      JsonNode rows = SalesRange.of(fold.orders).rows(views, by);
      offenders.unless(SalesRange.sum(rows, "sold").equals(sold), "sold by " + by);
      offenders.unless(SalesRange.sum(rows, "cancelled").equals(cancelled), "cancelled by " + by);
      offenders.unless(SalesRange.sum(rows, "returned").equals(returned), "returned by " + by);
      offenders.unless(SalesRange.sum(rows, "credited").equals(credited), "credited by " + by);
    }
    return offenders.check(
        "Sales by day, by product and by country = fold of the log",
        "%s sold - %s cancelled - %s returned - %s credited"
            .formatted(sold, cancelled, returned, credited));
  }

  private Check ledger() {
    LedgerCheck check = new LedgerCheck(fold);
    check.balanced(views.ask(Call.get("/v1/ledger/accounts").query("asOf", fold.position() / 2)));
    return check.of(views.ask(Call.get("/v1/ledger/accounts")));
  }

  private Check books() {
    JsonNode books = views.ask(Call.get("/v1/books"));
    return new BooksCheck(fold).of(books);
  }
}
