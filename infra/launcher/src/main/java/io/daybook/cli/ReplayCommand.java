package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.orderbook.OrderBook;
import io.daybook.cli.replay.ReplayRun;
import io.daybook.cli.replay.ReplaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./daybook replay`.
@Command(
    name = "replay",
    description = {
      "Sends a retailer's order book through the command API of a running Daybook.",
      "",
      "The files have the columns of the UCI Online Retail data set. Every line ends as a line of an"
          + " order or of a credit note, a stock adjustment, a service charge, or refused with a"
          + " reason; the report lists them all. It may be run again, or resumed after a crash of"
          + " either side: what is done is not done twice."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every line is accounted for",
      "1:Daybook did not answer, or a file can't be read",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook replay 2010-12.csv.gz",
      "  ./daybook replay --days 2 --stock 50 2010-12.csv.gz",
      "  ./daybook replay --rate 200 --report december.csv 2010-12.csv.gz 2011-01.csv.gz"
    })
final class ReplayCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "order books, in their order")
  private List<Path> files = List.of();

  @Mixin private ApiOption server = new ApiOption();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "at most N lines a second; as fast as it goes when absent")
  private int rate;

  @Option(
      names = "--stock",
      paramLabel = "PERCENT",
      defaultValue = "100",
      description =
          "opening stock, as a share of what each file takes out of stock (default ${DEFAULT-VALUE})")
  private int stock;

  @Option(names = "--days", paramLabel = "N", description = "only the first N days")
  private @Nullable Integer days;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "16",
      description = "documents on their way at once (default ${DEFAULT-VALUE})")
  private int parallel;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "how long to wait for a Daybook that is busy or away (default ${DEFAULT-VALUE})")
  private int patience;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "where to list every line (default .daybook/replay/<first file>.report.csv)")
  private @Nullable Path report;

  @Override
  public Integer call() throws Exception {
    List<OrderBook> books = files.stream().map(OrderBook::new).toList();
    Path file =
        report != null
            ? report
            : Path.of(".daybook", "replay", books.getFirst().name() + ".report.csv");
    Api api = server.api(Duration.ofSeconds(patience));
    ReplaySettings settings =
        new ReplaySettings(stock, days == null ? Integer.MAX_VALUE : days, rate, parallel, file);
    return new ReplayRun(api, settings, System.out).run(books) ? 0 : 1;
  }
}
