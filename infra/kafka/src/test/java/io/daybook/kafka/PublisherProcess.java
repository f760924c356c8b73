package io.daybook.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/// A publisher in a process of its own, to be killed.
final class PublisherProcess implements AutoCloseable {

  private final Process process;

  private PublisherProcess(Process process) {
    this.process = process;
  }

  static PublisherProcess start(Servers servers) throws IOException {
    KafkaSettings settings = servers.settings();
    return new PublisherProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                PublisherProcess.class.getName(),
                servers.url(),
                servers.user(),
                String.valueOf(settings.bootstrapServers()),
                settings.prefix())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    Path.of("target", "publisher-%s.log".formatted(settings.prefix())).toFile()))
            .start());
  }

  static void main(String[] arguments) throws IOException {
    KafkaSettings settings =
        KafkaSettings.of(arguments[2])
            .withPrefix(arguments[3])
            .withTakeOverAfter(Duration.ofMillis(500));
    try (Shop shop = Shop.open(arguments[0], arguments[1], 0);
        KafkaPublisher publisher =
            new KafkaPublisher(shop.log(), settings, new SimpleMeterRegistry())) {
      publisher.start();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// SIGKILL.
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
