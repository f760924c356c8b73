package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// What both servers need of the operating system.
final class ServerProcess {

  private static final long LOG_TAIL_LINES = 5;

  private ServerProcess() {}

  /// Kills a process and everything it started, at once, and waits until they are gone.
  static void kill(ProcessHandle process) {
    List<ProcessHandle> family = Stream.concat(Stream.of(process), process.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(member -> awaitExit(member, Duration.ofSeconds(10)));
  }

  /// Waits for the end of a process.
  ///
  /// @return whether it is gone
  static boolean awaitExit(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The last lines of a log file, for the sentence that tells what went wrong; empty without one.
  static String tail(Path logFile) {
    try (Stream<String> lines = Files.lines(logFile)) {
      List<String> all = lines.toList();
      return String.join(
          System.lineSeparator(),
          all.subList((int) Math.max(0, all.size() - LOG_TAIL_LINES), all.size()));
    } catch (IOException unreadable) {
      return "";
    }
  }

  /// Deletes a directory and everything in it; a missing one is fine.
  static void deleteTree(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failed) {
      throw new EmbeddedServerException("Can't delete %s.".formatted(directory), failed);
    }
  }
}
