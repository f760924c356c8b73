package io.daybook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Old parts of the log in files: the books are still right, the log is still proved, and what was
/// done to a file is found.
class LogE2E {

  private static final Path BOOK = Checkout.december();
  private static final Map<String, String> SMALL_PARTITIONS =
      Map.of("DAYBOOK_EVENTS_LOG_PARTITIONSIZE", "1000");

  @TempDir Path folder;

  @BeforeAll
  static void theBookIsHere() {
    assumeTrue(Files.exists(BOOK), () -> "There is no order book at " + BOOK + ": not replayed");
  }

  @Test
  void an_archived_log_is_read_proved_and_brought_back() throws IOException {
    try (RunningShop daybook = RunningShop.up(folder, 0, SMALL_PARTITIONS)) {
      assertThat(run(daybook, "replay", "--days", "1", BOOK.toString())).contains("together");
      run(daybook, "verify");

      String archived =
          run(daybook, "log", "archive", "--before", "3000", "--to", archive().toString());
      assertThat(archived)
          .contains("archived positions 1 to 1,000:", "archived positions 1,001 to 2,000:");
      assertThat(files()).hasSize(2);
      run(daybook, "verify");
      assertThat(run(daybook, "verify", "--log")).contains("The books are right.");

      assertThat(run(daybook, "log", "attach", files().getFirst().toString()))
          .contains("attached positions 1 to 1,000:");
      run(daybook, "verify", "--log");

      Path second = files().getLast();
      Files.write(second, altered(Files.readAllBytes(second)));
      Command verify = start(daybook, "verify", "--log");
      assertThat(verify.await(Duration.ofMinutes(1))).as(verify.output()).isEqualTo(1);
      assertThat(verify.output())
          .contains("NOT RIGHT")
          .containsAnyOf("was altered", second.getFileName().toString());
    }
  }

  private Path archive() {
    return folder.resolve("archive");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(archive())) {
      return files.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
    }
  }

  private static byte[] altered(byte[] content) {
    content[content.length / 2] ^= 1;
    return content;
  }

  private String run(RunningShop daybook, String... arguments) {
    Command command = start(daybook, arguments);
    int status = command.await(Duration.ofMinutes(3));
    assertThat(status).as(command.output()).isZero();
    return command.output();
  }

  private Command start(RunningShop daybook, String... arguments) {
    return Command.start(
        folder,
        Stream.concat(Stream.of(arguments), Stream.of("--api", daybook.uri().toString()))
            .toArray(String[]::new));
  }
}
