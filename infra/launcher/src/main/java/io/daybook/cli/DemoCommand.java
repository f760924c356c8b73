package io.daybook.cli;

import io.daybook.cli.demo.DemoReport;
import io.daybook.cli.demo.Shop;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.CallTimes;
import io.daybook.cli.verify.Check;
import io.daybook.cli.verify.Verification;
import io.daybook.launcher.RunningDaybook;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./daybook demo`.
@Command(
    name = "demo",
    description = {
      "Starts Daybook, plays a lively shop against its APIs and proves the books.",
      "",
      "Stays up afterwards for you to look around, until Ctrl-C."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the books are right (with --exit), or stopped by the reader",
      "1:they are not, or Daybook could not start",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./daybook demo", "  ./daybook demo --exit --seconds 15"})
final class DemoCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin private UpOptions options = new UpOptions();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "how long the shop is open (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--exit", description = "end when the books are proved")
  private boolean exit;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (RunningDaybook daybook = options.start()) {
      CallTimes times = new CallTimes();
      Api api = new Api(daybook.api(), PATIENCE, times);
      System.out.printf("%nA shop opens for %d seconds.%n", seconds);
      Map<String, Integer> experiences =
          new Shop(api, Long.toString(Clock.systemUTC().millis(), 36))
              .open(Duration.ofSeconds(seconds));
      List<Check> checks = new Verification(api, PATIENCE).prove();
      new DemoReport(api, times, System.out).print(experiences);
      boolean proved = VerifyCommand.print(checks, System.out);
      if (exit) {
        return proved ? 0 : 1;
      }
      System.out.printf("%nDaybook stays up at %s; Ctrl-C stops it.%n", daybook.api());
      int end = UpCommand.stay(daybook);
      return proved ? end : 1;
    }
  }
}
