package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A shell that holds the other end of a pipe from this JVM. When the JVM is gone, however it went,
/// the pipe closes and the shell stops the server that would otherwise stay behind.
record Lifeline(Process shell) {

  // $1 is the server, $2 a directory to forget afterwards (or nothing).
  private static final String SCRIPT =
      """
      read -r _
      kill -INT "$1" 2>/dev/null
      [ -n "$2" ] || exit 0
      i=0
      while kill -0 "$1" 2>/dev/null && [ "$i" -lt 50 ]; do sleep 0.1; i=$((i + 1)); done
      rm -rf "$2"
      """;

  static Lifeline of(long pid, @Nullable Path forget) throws IOException {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "lifeline"));
    command.add(Long.toString(pid));
    command.add(forget == null ? "" : forget.toString());
    return new Lifeline(
        new ProcessBuilder(ServerProcess.inOwnSession(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /// Lets go: the server has ended, and its number may soon belong to another process. The shell is
  /// killed before its pipe closes, so it does nothing more.
  void release() {
    shell.destroyForcibly();
    try {
      shell.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
