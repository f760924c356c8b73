package io.daybook.cli.verify;

import io.daybook.cli.verify.OrderFold.Order;
import io.daybook.cli.verify.StockFold.Level;
import io.daybook.kernel.Money;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Claims that the books page says what the fold of the log says.
final class BooksCheck {

  private final LogFold fold;
  private final Offenders offenders = new Offenders();

  BooksCheck(LogFold fold) {
    this.fold = fold;
  }

  Check of(JsonNode books) {
    JsonNode orders = books.path("orders");
    orders(orders.path("placed"), "orders.placed", _ -> true);
    for (String status : new String[] {"confirmed", "rejected", "cancelled"}) {
      orders(orders.path(status), "orders." + status, it -> it.status.equalsIgnoreCase(status));
    }
    orders(orders.path("open"), "orders.open", it -> !it.ended());
    JsonNode payments = books.path("payments");
    money(payments, "authorized", it -> it.authorized);
    money(payments, "captured", it -> it.captured);
    money(payments, "voided", it -> it.voided);
    money(payments, "open", Order::held);
    money(payments, "refunded", it -> it.refunded);
    stock(books.path("stock"));
    return offenders.check("The books page = fold of the log", "");
  }

  private void orders(JsonNode tally, String name, Predicate<Order> which) {
    long count = fold.orders.orders().values().stream().filter(which).count();
    Amounts sum = sum(it -> which.test(it) ? it.total : Money.zero(it.total.currency()));
    offenders.unless(
        tally.path("count").asLong() == count && Amounts.of(tally.path("amounts")).equals(sum),
        name);
  }

  private void money(JsonNode payments, String name, Function<Order, Money> part) {
    offenders.unless(
        Amounts.of(payments.path(name).path("amounts")).equals(sum(part)), "payments." + name);
  }

  private void stock(JsonNode stock) {
    Level sum = fold.stock.total();
    offenders.unless(stock.path("skus").asLong() == fold.stock.levels().size(), "stock.skus");
    offenders.unless(stock.path("received").asLong() == sum.received(), "stock.received");
    offenders.unless(stock.path("adjusted").asLong() == sum.adjusted(), "stock.adjusted");
    offenders.unless(stock.path("shipped").asLong() == sum.shipped(), "stock.shipped");
    offenders.unless(stock.path("promised").asLong() == sum.promised(), "stock.promised");
    offenders.unless(stock.path("available").asLong() == sum.available(), "stock.available");
    offenders.unless(stock.path("negative").asLong() == 0, "stock.negative");
  }

  private Amounts sum(Function<Order, Money> part) {
    Amounts sum = new Amounts();
    fold.orders.orders().values().forEach(order -> sum.add(part.apply(order)));
    return sum;
  }
}
