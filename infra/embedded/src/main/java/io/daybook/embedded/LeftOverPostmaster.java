package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The server that runs on a data directory, as its `postmaster.pid` tells.
final class LeftOverPostmaster {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LeftOverPostmaster() {}

  /// The running server of a data directory; empty when none runs.
  static Optional<ProcessHandle> of(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(ProcessHandle::isAlive)
              .filter(LeftOverPostmaster::isPostgres);
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /// Stops the server that runs on a data directory, if one does.
  static void stop(Path data) {
    of(data).ifPresent(LeftOverPostmaster::stopFast);
  }

  /// Asks for a fast shutdown, which ends open connections; kills when that takes too long.
  static void stopFast(ProcessHandle postmaster) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor();
    } catch (IOException unavailable) {
      postmaster.destroy();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!ServerProcess.awaitExit(postmaster, PATIENCE)) {
      ServerProcess.kill(postmaster);
    }
  }

  /// A pid is reused some day: only a process that looks like a server is one.
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(true);
  }
}
