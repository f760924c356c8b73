package io.daybook.e2e;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.daybook.e2e.OrderBookTotals.Figures;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The first two days of a real retailer's order book through the public API, or as many as
/// `-Ddaybook.book.days` says.
class OrderBookE2E {

  private static final int DAYS = Integer.getInteger("daybook.book.days", 2);
  private static final Path BOOK = Checkout.december();
  private static final List<Path> BOOKS = DAYS > 20 ? Checkout.months() : List.of(BOOK);

  @TempDir Path folder;

  @BeforeAll
  static void theBookIsHere() {
    assumeTrue(Files.exists(BOOK), () -> "There is no order book at " + BOOK + ": not replayed");
  }

  @Test
  void every_line_arrives_and_every_penny_is_accounted_for() throws Exception {
    Figures book = OrderBookTotals.of(DAYS, BOOKS);
    try (RunningShop daybook = RunningShop.up(folder, 0)) {
      replay(daybook, 100);

      assertThat(outcomes())
          .isEqualTo(
              Map.of(
                  "order line", book.orderLines(),
                  "service charge", book.serviceCharges(),
                  "credit-note line", book.creditNoteLines(),
                  "stock adjustment", book.stockAdjustments()));
      JsonNode sales = sales(daybook);
      assertThat(sum(sales, "sold")).isEqualByComparingTo(book.goods().add(book.services()));
      assertThat(sum(sales, "credited")).isEqualByComparingTo(book.credits());
      verify(daybook);

      long head = head(daybook);
      replay(daybook, 100);
      assertThat(head(daybook)).as("a second replay writes nothing").isEqualTo(head);

      assertThat(AnalystQuestions.ofExport(exported(daybook)))
          .as("an export answers what the order book answers")
          .isEqualTo(AnalystQuestions.ofBook(BOOKS, DAYS));
      recipesWork(new Recipes(folder, daybook.uri()), head);
    }
  }

  @Test
  void with_half_the_stock_orders_are_rejected_and_nothing_is_oversold() throws IOException {
    Figures book = OrderBookTotals.of(DAYS, BOOKS);
    try (RunningShop daybook = RunningShop.up(folder, 0)) {
      replay(daybook, 50);

      Map<String, Long> outcomes = outcomes();
      assertThat(outcomes.get("refused")).isPositive();
      assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(book.lines());
      verify(daybook);
    }
  }

  private void replay(RunningShop daybook, int stock) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "replay",
                "--api",
                daybook.uri().toString(),
                "--days",
                String.valueOf(DAYS),
                "--stock",
                String.valueOf(stock),
                "--report",
                report().toString()));
    BOOKS.forEach(it -> arguments.add(it.toString()));
    Command replay = Command.start(folder, arguments.toArray(String[]::new));
    int status = replay.await(Duration.ofMinutes(DAYS > 20 ? 30 : 3));
    assertThat(status).as(replay.output()).isZero();
  }

  private void recipesWork(Recipes recipes, long head) throws Exception {
    Path copy = folder.resolve("copy.ndjson");
    assertThat(recipes.copyWithPython(copy).orElse(head + " new events"))
        .startsWith(head + " new events");
    assertThat(recipes.copyWithPython(copy).orElse("0 new events")).startsWith("0 new events");
    recipes
        .checkWithCurl()
        .ifPresent(said ->
            assertThat(said.lines().toList())
                .last(as(InstanceOfAssertFactories.STRING))
                .satisfies(
                    sum -> assertThat(said).contains("\"sha256\":\"" + sum.substring(0, 64))));
  }

  private Path exported(RunningShop daybook) {
    Path history = folder.resolve("history");
    Command export =
        Command.start(
            folder, "export", "--api", daybook.uri().toString(), "--out", history.toString());
    int status = export.await(Duration.ofMinutes(3));
    assertThat(status).as(export.output()).isZero();
    return history;
  }

  private void verify(RunningShop daybook) {
    Command verify = Command.start(folder, "verify", "--api", daybook.uri().toString());
    int status = verify.await(Duration.ofMinutes(2));
    assertThat(status).as(verify.output()).isZero();
  }

  private Path report() {
    return folder.resolve("report.csv");
  }

  private Map<String, Long> outcomes() throws IOException {
    try (var lines = Files.lines(report())) {
      return lines
          .skip(1)
          .map(line -> line.split(",", 8)[6])
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
  }

  private static JsonNode sales(RunningShop daybook) {
    return daybook
        .shopfront()
        .get(
            "/v1/sales?from=2010-12-01&to=" + (DAYS > 20 ? "2011-12-31" : "2010-12-02"),
            "Consistency-Token",
            String.valueOf(head(daybook)),
            "Prefer",
            "wait=30")
        .json();
  }

  private static long head(RunningShop daybook) {
    return daybook.shopfront().get("/ops/processors").json().path("head").asLong();
  }

  private static BigDecimal sum(JsonNode sales, String column) {
    long minor = 0;
    for (JsonNode row : sales.path("rows")) {
      minor += row.path(column).path("amount").path("minor").asLong();
    }
    return BigDecimal.valueOf(minor, 2);
  }
}
