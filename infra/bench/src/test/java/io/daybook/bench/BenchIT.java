package io.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchIT {

  private static final String FIGURE = " ratio=\\d+\\.\\d\\d target=\\d+\\.\\d\\d (met|short)";

  @TempDir Path results;

  @Test
  void every_benchmark_is_listed() {
    assertThat(bench())
        .hasSameSizeAs(Catalogue.ALL)
        .allMatch(line -> line.matches("[a-z][a-z-]+ +\\S.*"));
  }

  @Test
  void an_unknown_name_is_told() {
    assertThat(bench("event-stare"))
        .singleElement()
        .asString()
        .contains("no benchmark event-stare");
  }

  @Test
  void a_tiny_run_ends_with_its_ratio_and_keeps_all_it_said() throws Exception {
    List<String> lines =
        bench(
            "event-store-atomic",
            "event-store-catch-up",
            "rebuild",
            "rebuild-search",
            "visible",
            "search",
            "pages",
            "flash-sale",
            "--quick",
            "--without-peers",
            "--rounds=1",
            "--rows=100",
            "--results=" + results.toString());

    assertThat(lines.getLast()).matches("flash-sale" + FIGURE);
    assertThat(lines)
        .anyMatch(line -> line.contains("fsync=on, synchronous_commit=on"))
        .anyMatch(line -> line.matches("event-store-atomic/8/stock-jdbc" + FIGURE));
    for (String name :
        List.of(
            "event-store-atomic",
            "event-store-catch-up",
            "rebuild",
            "rebuild-search",
            "visible",
            "search",
            "pages",
            "flash-sale")) {
      String kept = Files.readString(results.resolve(name + ".txt"));
      assertThat(String.join("\n", lines)).contains(kept);
      assertThat(kept.lines().toList().getLast()).matches(name + FIGURE);
    }
  }

  private static List<String> bench(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new CommandLine(new Bench(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .execute(arguments);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
