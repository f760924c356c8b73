package io.daybook.eventstore.chaos;

import static org.awaitility.Awaitility.await;

import io.daybook.eventstore.conformance.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A node as those see it who start and kill it.
final class NodeProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Thread listener;
  private final AtomicLong acknowledged = new AtomicLong();

  private NodeProcess(Process process, Testimony testimony, String name, long readsFrom) {
    this.process = process;
    testimony.begins(name, readsFrom);
    this.listener = Thread.ofPlatform().daemon().start(() -> listen(testimony, name));
  }

  /// @param life tells this process's appends from those of earlier ones
  static NodeProcess start(
      String name, int life, TestDatabase database, long seed, long readsFrom, Testimony testimony)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ChaosNode.class.getName(),
                name + life,
                database.url(database.port()),
                database.user(),
                Long.toString(seed),
                Long.toString(readsFrom))
            .redirectError(Path.of("target", "chaos-%s%d.log".formatted(name, life)).toFile())
            .start();
    return new NodeProcess(process, testimony, name, readsFrom);
  }

  private void listen(Testimony testimony, String name) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Say.parse(line)
            .ifPresent(said -> {
              testimony.hear(name, said);
              if (said.kind() == Say.Kind.ACKNOWLEDGED) {
                acknowledged.incrementAndGet();
              }
            });
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Waits until so many more of its appends are acknowledged.
  void awaitAcknowledged(int more) {
    long before = acknowledged.get();
    await().atMost(LIMIT).until(() -> acknowledged.get() >= before + more);
  }

  /// Ends it as a crash would, and hears its last words.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    listener.join();
  }

  /// Makes it stand still, as a long garbage collection or a frozen machine would.
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void unfreeze() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /// Asks it to append no more.
  void stopWriting() throws IOException {
    process.getOutputStream().write('.');
    process.getOutputStream().flush();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
