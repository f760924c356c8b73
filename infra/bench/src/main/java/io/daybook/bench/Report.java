package io.daybook.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a benchmark says: on the terminal at once, and kept for a file.
public final class Report {

  private final PrintStream terminal;
  private final StringBuilder all = new StringBuilder();

  Report(PrintStream terminal) {
    this.terminal = terminal;
  }

  public void line(String text) {
    terminal.println(text);
    all.append(text).append('\n');
  }

  /// A row of a table: what, a rate, two durations, a ratio.
  void table(String what, String rate, String p50, String p99, String ratio) {
    line("  %-34s %24s %20s %20s  %s".formatted(what, rate, p50, p99, ratio).stripTrailing());
  }

  /// A line for each goal, and at the end one for the worst of them.
  void goals(String name, List<Goal> goals) {
    goals.forEach(goal -> line(goal.toString()));
    line(Goal.worst(name, goals).toString());
  }

  void keep(Path file) throws java.io.IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, all, StandardCharsets.UTF_8);
  }
}
