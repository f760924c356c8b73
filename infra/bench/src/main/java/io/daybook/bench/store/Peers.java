package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Contenders;
import io.daybook.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Other event stores on PostgreSQL, fetched from their registry when they are wanted. Whoever
/// can't be had is left out, and the report says why.
final class Peers {

  private static final long FETCH_WITHIN_MINUTES = 5;

  private Peers() {}

  @FunctionalInterface
  private interface Invitation {
    Contender accept(Bed bed, Path modules) throws Exception;
  }

  static void join(Contenders contenders, Bed bed, Report report) {
    Path directory = bed.peers();
    if (directory == null) {
      report.line("left out: message-db and Emmett, as asked");
      return;
    }
    try {
      fetch(directory);
    } catch (IOException | InterruptedException unavailable) {
      report.line("left out: message-db and Emmett can't be fetched: " + unavailable.getMessage());
      return;
    }
    invite("message-db", MessageDb::on, contenders, bed, directory, report);
    invite("Emmett", Emmett::on, contenders, bed, directory, report);
    report.line("");
  }

  private static void invite(
      String name,
      Invitation invitation,
      Contenders contenders,
      Bed bed,
      Path modules,
      Report report) {
    try {
      Contender peer = invitation.accept(bed, modules);
      report.line("peer: " + peer);
      contenders.add(peer);
    } catch (Exception absent) {
      report.line("left out: %s: %s".formatted(name, absent.getMessage()));
    }
  }

  /// Has npm lay out the packages, unless they are there.
  private static void fetch(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    for (String file : List.of("package.json", "emmett.mjs")) {
      try (var resource = Peers.class.getResourceAsStream("peers/" + file)) {
        if (resource == null) {
          throw new IOException(file + " is missing");
        }
        Files.copy(resource, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (Files.exists(directory.resolve("node_modules/.package-lock.json"))) {
      return;
    }
    Path log = directory.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(FETCH_WITHIN_MINUTES, TimeUnit.MINUTES)) {
      npm.destroyForcibly();
      throw new IOException("npm takes too long");
    }
    if (npm.exitValue() != 0) {
      throw new IOException("npm failed, see " + log);
    }
  }
}
