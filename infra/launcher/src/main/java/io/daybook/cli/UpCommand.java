package io.daybook.cli;

import io.daybook.launcher.RunningDaybook;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./daybook up`.
@Command(
    name = "up",
    description = {
      "Starts Daybook and keeps it running until Ctrl-C.",
      "",
      "PostgreSQL and Elasticsearch run as its children; all sides run in one process. What was"
          + " acknowledged survives a crash, and the next 'up' goes on from there."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0, 130, 143:stopped by the reader",
      "1:it could not start, or one of its servers died; a sentence says why",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./daybook up", "  ./daybook up --port 0 --data /tmp/shop --fresh"})
final class UpCommand implements Callable<Integer> {

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() throws InterruptedException {
    try (RunningDaybook daybook = options.start()) {
      System.out.println("Ctrl-C stops it.");
      return stay(daybook);
    }
  }

  /// Waits for the end of `daybook` and says what brought it.
  static int stay(RunningDaybook daybook) throws InterruptedException {
    Optional<String> end = daybook.await(FOR_EVER);
    end.ifPresent(System.err::println);
    return end.isPresent() ? 1 : 0;
  }
}
