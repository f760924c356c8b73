package io.daybook.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `./daybook bench` runs.
@Command(
    name = "./daybook bench",
    description = "Measures speeds as ratios to named alternatives. Without a name: lists them.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "What to measure: a name, the beginning of several (event-store), or all.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--quick", description = "Rough figures: everything within three minutes.")
  private boolean quick;

  @Option(names = "--rounds", description = "How often each alternative has its turn.")
  private int rounds;

  @Option(names = "--rows", description = "At most so many operations a turn and rows a table.")
  private long rows;

  @Option(
      names = "--without-peers",
      description = "Leaves out other event stores, which npm fetches.")
  private boolean withoutPeers;

  @Option(
      names = "--results",
      description = "Where NAME.txt is written.",
      defaultValue = "target/bench")
  private Path results = Path.of("target/bench");

  private final PrintStream terminal;

  Bench(PrintStream terminal) {
    this.terminal = terminal;
  }

  public static void main(String... arguments) {
    // Figures must not depend on the machine's locale.
    Locale.setDefault(Locale.ROOT);
    PrintStream utf8 =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new Bench(utf8)).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (names.isEmpty()) {
      Catalogue.ALL.forEach(it -> terminal.printf("%-24s %s%n", it.name(), it.summary()));
      return CommandLine.ExitCode.OK;
    }
    Set<Benchmark> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<Benchmark> found = Catalogue.named(name);
      if (found.isEmpty()) {
        terminal.println("There is no benchmark " + name + "; ./daybook bench lists them.");
        return CommandLine.ExitCode.USAGE;
      }
      chosen.addAll(found);
    }
    List<Goal> last = measure(List.copyOf(chosen));
    if (last.size() > 1) {
      terminal.println();
      last.forEach(terminal::println);
    }
    return CommandLine.ExitCode.OK;
  }

  /// Each benchmark has a new server, so that none inherits the other's tables; but in a hurry all
  /// share one.
  private List<Goal> measure(List<Benchmark> chosen) throws Exception {
    List<Goal> worst = new ArrayList<>();
    int atOnce = quick ? chosen.size() : 1;
    for (int from = 0; from < chosen.size(); from += atOnce) {
      try (Bed bed = Bed.open(settings(), withoutPeers ? null : results.resolve("peers"))) {
        for (Benchmark benchmark : chosen.subList(from, from + atOnce)) {
          worst.add(measure(benchmark, bed));
        }
      }
    }
    return worst;
  }

  private Goal measure(Benchmark benchmark, Bed bed) throws Exception {
    Report report = new Report(terminal);
    report.line(benchmark.name() + ": " + benchmark.summary());
    Machine.describe(bed, report);
    List<Goal> goals = benchmark.run(bed, report);
    report.goals(benchmark.name(), goals);
    report.keep(results.resolve(benchmark.name() + ".txt"));
    return Goal.worst(benchmark.name(), goals);
  }

  private Settings settings() {
    Settings chosen = quick ? Settings.fast() : Settings.full();
    chosen = rounds > 0 ? chosen.withRounds(rounds) : chosen;
    return rows > 0 ? chosen.withRows(rows) : chosen;
  }
}
