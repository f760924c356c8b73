package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// Emmett's PostgreSQL store in a Node.js of its own, which measures itself: `emmett.mjs` appends
/// at the concurrency it is told and answers with its figures.
final class Emmett implements Contender {

  private static final long END_WITHIN_SECONDS = 10;

  private final Process node;
  private final BufferedReader answers;
  private final String versions;

  private Emmett(Process node, String version) throws IOException {
    this.node = node;
    this.answers = node.inputReader();
    this.versions = "Emmett %s on %s".formatted(version, answer().replace("ready ", ""));
  }

  static Contender on(Bed bed, Path packages) throws IOException {
    String database = bed.database("emmett");
    Path log = packages.resolve("emmett.log");
    String version =
        JsonMapper.shared()
            .readTree(
                Files.readString(
                    packages.resolve(
                        "node_modules/@event-driven-io/emmett-postgresql/package.json")))
            .get("version")
            .asString();
    Process node =
        new ProcessBuilder(
                "node",
                "emmett.mjs",
                bed.url(database),
                String.valueOf(Bed.POOL),
                BareTable.payload())
            .directory(packages.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      return new Emmett(node, version);
    } catch (IOException failed) {
      node.destroy();
      throw new IOException("it does not start, see " + log, failed);
    }
  }

  @Override
  public String name() {
    return "emmett";
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    node.outputWriter()
        .append("%d %d %d\n".formatted(callers, limit.time().toMillis(), limit.operations()))
        .flush();
    String[] figures = answer().split(" ", -1);
    return new Sample(
        Double.parseDouble(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]));
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("Emmett has ended.");
    }
    return line;
  }

  /// The end of its input is its end.
  @Override
  public void close() throws InterruptedException {
    try {
      node.outputWriter().close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    if (!node.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      node.destroyForcibly();
    }
  }

  @Override
  public String toString() {
    return versions;
  }
}
