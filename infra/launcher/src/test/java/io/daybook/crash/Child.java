package io.daybook.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// How processes of this class path are started quickly: from jars only, so that the classes of a
/// first start can be kept for the later ones, and with the first compiler alone.
final class Child {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Path folder;
  private final List<String> command;

  private Child(Path folder, String classPath) {
    this.folder = folder;
    this.command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Xlog:aot=off",
            "-Xlog:cds=off",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath);
  }

  /// @param folder for what it needs
  static Child of(Path folder) {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(Predicate.not(String::isEmpty))
            .map(Path::of)
            .filter(Files::exists)
            .map(it -> Files.isDirectory(it) ? jarOf(it, folder) : it)
            .map(Path::toString)
            .reduce((one, next) -> one + File.pathSeparator + next)
            .orElseThrow();
    return new Child(folder, classPath);
  }

  /// Runs a process to its end. The classes of the first one are kept for those that come after it.
  Ended run(Task task) {
    Path cache = folder.resolve("child.aot");
    return run(task, (Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache);
  }

  private Ended run(Task task, String flag) {
    List<String> all = new ArrayList<>(command);
    all.add(1, flag);
    all.add(CrashingShop.class.getName());
    all.addAll(task.arguments());
    try {
      Path output = Files.createTempFile(task.folder(), "output", ".log");
      Process process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "It took more than %s: %s%n%s".formatted(LIMIT, all, Files.readString(output)));
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static Path jarOf(Path classes, Path folder) {
    Path jar = folder.resolve("%s.jar".formatted(Integer.toHexString(classes.hashCode())));
    int failed =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".");
    if (failed != 0) {
      throw new IllegalStateException("No jar of " + classes);
    }
    return jar;
  }

  /// How a process ended, and what it said.
  record Ended(int status, String output) {}
}
