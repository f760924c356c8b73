package io.daybook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/// `./daybook up` on a data directory of its own.
final class RunningShop implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  private final Command up;
  private final Path data;
  private final URI api;

  private RunningShop(Command up, Path data, URI api) {
    this.up = up;
    this.data = data;
    this.api = api;
  }

  /// Starts it and waits until it is ready.
  ///
  /// @param folder its data and output go here
  /// @param port 0 for any free one
  static RunningShop up(Path folder, int port) {
    return up(folder, port, Map.of());
  }

  /// The same with some settings, as environment variables.
  static RunningShop up(Path folder, int port, Map<String, String> settings) {
    Path data = folder.resolve("data");
    Path address = data.resolve("api.url");
    delete(address);
    Command up =
        Command.start(
            folder, settings, "up", "--port", String.valueOf(port), "--data", data.toString());
    Awaitility.await("Daybook is ready")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> Files.exists(address) || !up.isRunning());
    if (!Files.exists(address)) {
      throw new IllegalStateException("Daybook did not start:\n" + up.output());
    }
    return new RunningShop(up, data, URI.create(read(address).strip()));
  }

  URI uri() {
    return api;
  }

  Shopfront shopfront() {
    return new Shopfront(api);
  }

  Path data() {
    return data;
  }

  Command process() {
    return up;
  }

  /// Its child whose command line has `word` in it: `postgres` or `elasticsearch`.
  ProcessHandle child(String word) {
    return children().stream()
        .filter(it -> commandLine(it).contains(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No child has " + word));
  }

  /// All processes that it has started.
  List<ProcessHandle> children() {
    return up.handle().descendants().toList();
  }

  @Override
  public void close() {
    if (up.isRunning()) {
      up.signal("TERM");
      up.await(STOP_LIMIT);
    }
  }

  // ProcessHandle leaves out arguments when the line is long.
  private static String commandLine(ProcessHandle process) {
    return Optional.of(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
        .filter(Files::exists)
        .map(RunningShop::read)
        .orElse("");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
