package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The processes of a server that a dead JVM has left running: this program, at work in this
/// directory. Look only while holding the directory's claim, or they are somebody's.
///
/// A process number alone proves nothing: it may belong to a stranger by now, or to a dead process
/// that nobody has buried. The latter has no program any more and does not count.
record LeftOvers(String server, String program, Path directory) {

  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  /// Asks one process, or all when it is not among them, to end; waits for all of them, and kills
  /// those that do not listen.
  ///
  /// @param first the process that ends the others
  void stop(String signal, long first) throws IOException {
    var found = processes();
    if (found.isEmpty()) {
      return;
    }
    var pids = found.stream().map(ProcessHandle::pid).toList();
    for (var pid : pids.contains(first) ? List.of(first) : pids) {
      ServerProcess.signal(signal, pid);
    }
    if (awaitEnd()) {
      return;
    }
    processes().forEach(ProcessHandle::destroyForcibly);
    if (!awaitEnd()) {
      throw new EmbeddedServerException(
          "%s is still running on %s and can't be stopped (processes %s)."
              .formatted(server, directory, pids));
    }
  }

  private boolean awaitEnd() {
    var end = System.nanoTime() + GRACE.toNanos();
    while (!processes().isEmpty()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  private List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::isOne).toList();
  }

  private boolean isOne(ProcessHandle process) {
    var info = process.info();
    if (!info.command().orElse("").endsWith("/" + program)) {
      return false;
    }
    try {
      return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), directory);
    } catch (IOException _) {
      return List.of(info.arguments().orElse(new String[0])).contains(directory.toString());
    }
  }
}
