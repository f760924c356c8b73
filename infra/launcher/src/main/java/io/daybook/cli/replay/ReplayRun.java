package io.daybook.cli.replay;

import static io.daybook.cli.orderbook.LineKind.CREDIT_NOTE_LINE;
import static io.daybook.cli.orderbook.LineKind.ORDER_LINE;
import static io.daybook.cli.orderbook.LineKind.REFUSED;
import static io.daybook.cli.orderbook.LineKind.SERVICE_CHARGE;
import static io.daybook.cli.orderbook.LineKind.STOCK_ADJUSTMENT;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import io.daybook.cli.orderbook.LineKind;
import io.daybook.cli.orderbook.OrderBook;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A replay from its first line to its summary.
public final class ReplayRun {

  private final Api api;
  private final ReplaySettings settings;
  private final PrintStream out;

  public ReplayRun(Api api, ReplaySettings settings, PrintStream out) {
    this.api = api;
    this.settings = settings;
    this.out = out;
  }

  /// Replays `books` and prints the summary, which also stands beside the report.
  ///
  /// @return whether every line is accounted for
  public boolean run(List<OrderBook> books) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Replay.Result result = new Replay(api, settings).run(books);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    StringWriter text = new StringWriter();
    PrintWriter summary = new PrintWriter(text);
    boolean complete = summarize(result, took, summary);
    summary.flush();
    Files.writeString(summaryFile(), text.toString());
    out.print(text);
    out.printf("%nEvery line: %s%n", settings.report());
    return complete;
  }

  private Path summaryFile() {
    Path report = settings.report();
    return report.resolveSibling(report.getFileName() + ".summary.txt");
  }

  private boolean summarize(Replay.Result result, Duration took, PrintWriter summary) {
    Tally tally = result.tally();
    summary.printf("%n%-18s %10s %16s %10s %16s%n", "", "in the book", "GBP", "in Daybook", "GBP");
    Tally.Sum book = Tally.Sum.NONE;
    Tally.Sum taken = Tally.Sum.NONE;
    for (LineKind kind : LineKind.values()) {
      Tally.Sum was = tally.inBook(kind);
      Tally.Sum is = tally.taken(kind);
      summary.printf(
          "%-18s %,11d %,16.2f %,10d %,16.2f%n",
          kind.words(), was.lines(), was.pence() / 100.0, is.lines(), is.pence() / 100.0);
      book = Tally.plus(book, was);
      taken = Tally.plus(taken, is);
    }
    summary.printf("%-18s %,11d %16s %,10d%n", "together", book.lines(), "", taken.lines());
    summary.printf(
        "%nunits adjusted: %+,d in the book, %+,d in Daybook%n",
        tally.inBook(STOCK_ADJUSTMENT).units(), tally.taken(STOCK_ADJUSTMENT).units());
    Duration trading = took.minus(result.opening());
    summary.printf(
        "%,.0f lines a second: %s, after %s of opening stock%n",
        taken.lines() / Math.max(0.001, trading.toNanos() / 1e9),
        clock(trading),
        clock(result.opening()));
    if (!tally.reasons().isEmpty()) {
      summary.printf("%nRefused (%,d lines):%n", taken(tally, REFUSED));
      tally.reasons().forEach((reason, lines) -> summary.printf("%,8d  %s%n", lines, reason));
    }
    if (!tally.spellings().isEmpty()) {
      summary.printf(
          "%n%d codes are spelled in several letter cases; each spelling is a sku of its own:%n  %s%n",
          tally.spellings().size(),
          String.join(
              " ", tally.spellings().values().stream().map(it -> String.join("/", it)).toList()));
    }
    result.remarks().forEach(remark -> summary.printf("remark: %s%n", remark));
    views(result, summary);
    return book.lines() == taken.lines();
  }

  private static String clock(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private static long taken(Tally tally, LineKind kind) {
    return tally.taken(kind).lines();
  }

  private void views(Replay.Result result, PrintWriter summary) {
    if (result.first().isAfter(result.last())) {
      return;
    }
    Reply reply =
        api.send(
            Call.get("/v1/sales")
                .query("from", result.first())
                .query("to", result.last())
                .header("Consistency-Token", String.valueOf(result.lastPosition()))
                .header("Prefer", "wait=30"));
    if (!reply.accepted()) {
      summary.printf("%nThe sales view did not answer: %s%n", reply.refusal());
      return;
    }
    Tally tally = result.tally();
    long sold = tally.taken(ORDER_LINE).pence() + tally.taken(SERVICE_CHARGE).pence();
    summary.printf("%nThe sales view of %s to %s:%n", result.first(), result.last());
    compare("sold", sold, sum(reply.json(), "sold"), summary);
    compare(
        "credited", tally.taken(CREDIT_NOTE_LINE).pence(), sum(reply.json(), "credited"), summary);
  }

  private static void compare(String column, long sent, long shown, PrintWriter summary) {
    summary.printf(
        "%s %-9s GBP %,14.2f %s%n",
        sent == shown ? "✓" : "·",
        column,
        shown / 100.0,
        sent == shown
            ? "as in the book"
            : "(from this book %,.2f; there is other business on these days)"
                .formatted(sent / 100.0));
  }

  private static long sum(JsonNode sales, String column) {
    long sum = 0;
    for (JsonNode row : sales.path("rows")) {
      sum += row.path(column).path("amount").path("minor").asLong();
    }
    return sum;
  }
}
