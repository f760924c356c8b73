package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// One child server from its start to its end. Safe for use by several threads.
///
/// It runs in a session of its own where the system can do that: Ctrl-C in a terminal reaches every
/// process of the session, and a database must not go before the program that is writing to it.
final class ServerProcess {

  private static final Duration POLL = Duration.ofMillis(20);

  private final Process process;
  private final CompletableFuture<ProcessHandle> died = new CompletableFuture<>();
  private volatile boolean stopping;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /// @param command program and arguments
  /// @param directory where it works, and by which it is known again ([LeftOvers])
  /// @param log takes all output; begun anew
  static ServerProcess start(List<String> command, Path directory, ServerLog log)
      throws IOException {
    log.roll();
    var child =
        new ServerProcess(
            new ProcessBuilder(inOwnSession(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.file().toFile())
                .start());
    var _ = child.process.onExit().thenAccept(child::exited);
    return child;
  }

  static List<String> inOwnSession(List<String> command) {
    var whole = new ArrayList<String>();
    programOnPath("setsid").map(Path::toString).ifPresent(whole::add);
    whole.addAll(command);
    return whole;
  }

  static Optional<Path> programOnPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Completes when the server ends and nobody has asked it to; never otherwise.
  CompletableFuture<ProcessHandle> onExit() {
    return died.copy();
  }

  /// Runs when the server has ended, whoever ended it.
  void whenGone(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  /// Waits for the end of a program that ends by itself.
  ///
  /// @return its exit status
  int join() {
    return process.onExit().join().exitValue();
  }

  /// Waits until the server says that it is ready; false when it ends or the time is over first.
  boolean awaitReady(BooleanSupplier ready, Duration patience) {
    var end = System.nanoTime() + patience.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (ready.getAsBoolean()) {
        return true;
      }
      awaitEnd(POLL);
    }
    return false;
  }

  /// Asks the server to end and, when it has not done so in time, kills it.
  void stop(String signal, Duration patience) {
    stopping = true;
    if (!process.isAlive()) {
      return;
    }
    try {
      signal(signal, process.pid());
    } catch (IOException _) {
      process.destroy();
    }
    if (!awaitEnd(patience)) {
      kill();
    }
  }

  /// SIGKILL for the server and all its children; returns when they are gone.
  void kill() {
    var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.reversed().forEach(ProcessHandle::destroyForcibly);
    awaitEnd(Duration.ofSeconds(10));
  }

  static void signal(String name, long pid) throws IOException {
    new ProcessBuilder("/bin/sh", "-c", "kill -%s %d 2>/dev/null".formatted(name, pid))
        .start()
        .onExit()
        .orTimeout(5, TimeUnit.SECONDS)
        .join();
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      // Whoever interrupts wants to be gone soon, and without leaving a server behind.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void exited(Process ended) {
    if (!stopping) {
      died.complete(ended.toHandle());
    }
  }
}
