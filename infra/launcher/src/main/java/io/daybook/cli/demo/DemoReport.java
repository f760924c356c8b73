package io.daybook.cli.demo;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What a demo came to, from the books page and the demo's own watch.
public final class DemoReport {

  private final Api api;
  private final CallTimes times;
  private final PrintStream out;

  public DemoReport(Api api, CallTimes times, PrintStream out) {
    this.api = api;
    this.times = times;
    this.out = out;
  }

  /// Prints it.
  ///
  /// @param experiences of the shoppers, counted
  public void print(Map<String, Integer> experiences) {
    JsonNode books = api.send(Call.get("/v1/books")).json();
    out.printf("%nOrders%n");
    JsonNode orders = books.path("orders");
    for (String outcome :
        new String[] {"placed", "confirmed", "rejected", "cancelled", "shipped", "returned"}) {
      tally(outcome, orders.path(outcome));
    }
    out.printf("%nMoney%n");
    JsonNode payments = books.path("payments");
    for (String kind : new String[] {"captured", "refunded", "declined", "voided"}) {
      tally(kind, payments.path(kind));
    }
    JsonNode stock = books.path("stock");
    out.printf(
        "%nStock%n  %,d skus: %,d on hand, %,d promised, %,d available, %,d shipped%n",
        stock.path("skus").asLong(),
        stock.path("onHand").asLong(),
        stock.path("promised").asLong(),
        stock.path("available").asLong(),
        stock.path("shipped").asLong());
    out.printf("%nWhat shoppers met%n");
    experiences.forEach((what, count) -> out.printf("  %,6d  %s%n", count, what));
    out.printf("%nThe ten slowest calls, of %,d%n", times.count());
    times
        .slowest(10)
        .forEach(kind ->
            out.printf(
                "  %,6d ms  %s (slowest of %,d)%n",
                kind.slowest().toMillis(), kind.name(), kind.calls()));
    lag();
  }

  private void lag() {
    JsonNode processors = api.send(Call.get("/ops/processors")).json();
    out.printf("%nLag (head of the log: %,d)%n", processors.path("head").asLong());
    for (JsonNode processor : processors.path("processors")) {
      out.printf("  %,6d  %s%n", processor.path("lag").asLong(), processor.path("name").asString());
    }
  }

  private void tally(String name, JsonNode tally) {
    String money =
        StreamSupport.stream(tally.path("amounts").spliterator(), false)
            .map(it ->
                String.format(
                    Locale.ROOT,
                    "%s %,.2f",
                    it.path("currency").asString(),
                    it.path("minor").asLong() / 100.0))
            .collect(Collectors.joining(" + "));
    out.printf("  %-10s %,6d  %s%n", name, tally.path("count").asLong(), money);
  }
}
