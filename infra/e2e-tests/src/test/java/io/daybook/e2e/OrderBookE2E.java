package io.daybook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.daybook.e2e.OrderBookTotals.Figures;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The first two days of a real retailer's order book through the public API.
class OrderBookE2E {

  private static final int DAYS = 2;
  private static final Path BOOK = Checkout.december();

  @TempDir Path folder;

  @BeforeAll
  static void theBookIsHere() {
    assumeTrue(Files.exists(BOOK), () -> "There is no order book at " + BOOK + ": not replayed");
  }

  @Test
  void every_line_arrives_and_every_penny_is_accounted_for() throws IOException {
    Figures book = OrderBookTotals.of(DAYS, List.of(BOOK));
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
    }
  }

  @Test
  void with_half_the_stock_orders_are_rejected_and_nothing_is_oversold() throws IOException {
    Figures book = OrderBookTotals.of(DAYS, List.of(BOOK));
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
    Command replay =
        Command.start(
            folder,
            "replay",
            "--api",
            daybook.uri().toString(),
            "--days",
            String.valueOf(DAYS),
            "--stock",
            String.valueOf(stock),
            "--report",
            report().toString(),
            BOOK.toString());
    int status = replay.await(Duration.ofMinutes(3));
    assertThat(status).as(replay.output()).isZero();
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
            "/v1/sales?from=2010-12-01&to=2010-12-02",
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
