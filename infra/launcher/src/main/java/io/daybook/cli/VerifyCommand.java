package io.daybook.cli;

import io.daybook.cli.verify.Check;
import io.daybook.cli.verify.LogIntegrity;
import io.daybook.cli.verify.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./daybook verify`.
@Command(
    name = "verify",
    description = {
      "Proves the books of a running Daybook through its APIs.",
      "",
      "Folds the whole log and checks that money and stock add up at every moment, that every order"
          + " has ended, and that every view says what the log says. With --log it proves, by the"
          + " log's hash chain, that no event was altered, lost or repeated, archived ones included."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the books are right",
      "1:they are not (the offending ids are listed), or Daybook did not answer",
      "2:the command line is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook verify",
      "  ./daybook verify --log",
      "  ./daybook verify --api http://127.0.0.1:8080"
    })
final class VerifyCommand implements Callable<Integer> {

  @Mixin private ApiOption server = new ApiOption();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "how long to wait for orders that are still on their way (default ${DEFAULT-VALUE})")
  private int patience;

  @Option(
      names = "--log",
      description =
          "compare the log with its hash chain, and name the first position that is wrong")
  private boolean log;

  @Override
  public Integer call() throws IOException {
    Duration limit = Duration.ofSeconds(patience);
    if (log) {
      Check check = new LogIntegrity(server.api(limit)).check();
      return print(List.of(check), System.out) ? 0 : 1;
    }
    List<Check> checks = new Verification(server.api(limit), limit).prove();
    return print(checks, System.out) ? 0 : 1;
  }

  /// Prints the table of `checks`.
  ///
  /// @return whether all hold
  static boolean print(List<Check> checks, PrintStream out) {
    out.println();
    for (Check check : checks) {
      out.printf("%s %s%n", check.holds() ? "✓" : "✗", check.claim());
      if (!check.detail().isEmpty()) {
        out.printf("    %s%n", check.detail());
      }
      check.offenders().forEach(offender -> out.printf("    not so: %s%n", offender));
    }
    boolean proved = checks.stream().allMatch(Check::holds);
    out.println();
    out.println(proved ? "The books are right." : "THE BOOKS ARE NOT RIGHT.");
    return proved;
  }
}
