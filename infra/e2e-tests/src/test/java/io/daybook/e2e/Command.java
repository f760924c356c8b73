package io.daybook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `./daybook` with arguments, as a process.
final class Command {

  private final Process process;
  private final Path out;
  private final Path err;

  private Command(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// Starts it in `folder`, where its output goes too.
  static Command start(Path folder, String... arguments) {
    return start(folder, Map.of(), arguments);
  }

  /// The same with more environment variables, in which every setting of Daybook's can be given.
  static Command start(Path folder, Map<String, String> environment, String... arguments) {
    try {
      List<String> line = new ArrayList<>();
      line.add(Checkout.root().resolve("daybook").toString());
      line.addAll(List.of(arguments));
      Path out = Files.createTempFile(folder, arguments[0] + "-", ".out");
      Path err = Files.createTempFile(folder, arguments[0] + "-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      return new Command(builder.start(), out, err);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Waits for its end.
  ///
  /// @return its exit status
  /// @throws IllegalStateException when it takes longer than `limit`
  int await(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("It took longer than %s.%n%s".formatted(limit, output()));
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Sends it a signal by name, such as `INT`.
  void signal(String name) {
    signal(process.pid(), name);
  }

  /// Does what Ctrl-C does. Where the tests themselves were started with interrupts ignored, as a
  /// shell does in the background, their children ignore them too and are asked to terminate.
  void interrupt() {
    signal(ignoresInterrupts() ? "TERM" : "INT");
  }

  private boolean ignoresInterrupts() {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    return Files.exists(status)
        && text(status)
            .lines()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .anyMatch(ignored -> (ignored & 2) != 0);
  }

  static void signal(long pid, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /// What it has printed so far, errors last.
  String output() {
    return text(out) + errors();
  }

  String errors() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
