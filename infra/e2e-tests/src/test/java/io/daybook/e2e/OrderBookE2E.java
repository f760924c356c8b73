package io.daybook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.daybook.e2e.OrderBookTotals.Figures;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The first two days of each month of a real retailer's order book through the public API, or as
/// many days on end as `-Ddaybook.book.days` says.
class OrderBookE2E {

  private static final int A_MONTH = 2;
  private static final int ON_END = Integer.getInteger("daybook.book.days", 0);
  private static final int DAYS = ON_END > 0 ? ON_END : A_MONTH * Checkout.months().size();

  @TempDir Path folder;

  @BeforeAll
  static void theBookIsHere() {
    Path book = Checkout.december();
    assumeTrue(Files.exists(book), () -> "There is no order book at " + book + ": not replayed");
  }

  @Test
  void every_line_arrives_and_every_penny_is_accounted_for() throws Exception {
    List<Path> books = books();
    Figures book = OrderBookTotals.of(DAYS, books);
    try (RunningShop daybook = RunningShop.up(folder, 0)) {
      replay(daybook, 100, DAYS, books);

      assertThat(outcomes()).isEqualTo(outcomes(book));
      JsonNode sales = sales(daybook);
      assertThat(sum(sales, "sold")).isEqualByComparingTo(book.goods().add(book.services()));
      assertThat(sum(sales, "credited")).isEqualByComparingTo(book.credits());
      verify(daybook);

      long head = head(daybook);
      replay(daybook, 100, DAYS, books);
      assertThat(head(daybook)).as("a second replay writes nothing").isEqualTo(head);

      Map<String, List<List<String>>> answers = AnalystQuestions.ofBook(books, DAYS);
      assertThat(AnalystQuestions.ofExport(exported(daybook)))
          .as("an export answers what the order book answers")
          .isEqualTo(answers);
      if (ON_END == 0 && books.size() == 4) {
        answers.forEach((question, rows) ->
            assertThat(rows)
                .as(question)
                .extracting(List::getFirst)
                .contains("2010-12", "2011-01", "2011-02", "2011-03"));
        assertThat(answers.get("Cohorts: who came back"))
            .as("customers came back for months")
            .extracting(it -> it.get(1))
            .contains("0", "1", "2", "3");
      }
    }
  }

  @Test
  void with_half_the_stock_orders_are_rejected_and_nothing_is_oversold() throws IOException {
    List<Path> books = List.of(Checkout.december());
    Figures book = OrderBookTotals.of(A_MONTH, books);
    try (RunningShop daybook = RunningShop.up(folder, 0)) {
      replay(daybook, 50, A_MONTH, books);

      Map<String, Long> outcomes = outcomes();
      assertThat(outcomes.get("refused")).isPositive();
      assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(book.lines());
      verify(daybook);
    }
  }

  /// All books, or the first days of each.
  private List<Path> books() throws IOException {
    if (ON_END > 0) {
      return Checkout.months();
    }
    List<Path> excerpts = new ArrayList<>();
    for (Path month : Checkout.months()) {
      Path excerpt = folder.resolve(month.getFileName().toString().replace(".gz", ""));
      OrderBookTotals.excerpt(month, A_MONTH, excerpt);
      excerpts.add(excerpt);
    }
    return excerpts;
  }

  private void replay(RunningShop daybook, int stock, int days, List<Path> books) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "replay",
                "--api",
                daybook.uri().toString(),
                "--days",
                String.valueOf(days),
                "--stock",
                String.valueOf(stock),
                "--report",
                report().toString()));
    books.forEach(it -> arguments.add(it.toString()));
    Command replay = Command.start(folder, arguments.toArray(String[]::new));
    int status = replay.await(Duration.ofMinutes(days > 20 ? 30 : 5));
    assertThat(status).as(replay.output()).isZero();
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

  /// What cannot be is refused: twice in the four months somebody counts the stock of a service.
  private static Map<String, Long> outcomes(Figures book) {
    Map<String, Long> outcomes =
        new HashMap<>(
            Map.of(
                "order line", book.orderLines(),
                "service charge", book.serviceCharges(),
                "credit-note line", book.creditNoteLines(),
                "stock adjustment", book.stockAdjustments(),
                "refused", book.refused()));
    outcomes.values().removeIf(it -> it == 0);
    return outcomes;
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
            "/v1/sales?from=2010-12-01&to=2011-12-31",
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
