package io.daybook.attack;

import io.daybook.cli.DaybookCli;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The sandbox provider as a process of its own, that is started again whenever it dies.
final class ProviderProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port;
  private final String ledger;
  private final Path log;
  private final AtomicInteger deaths = new AtomicInteger();
  private @Nullable Process process;
  private @Nullable URI receiver;
  private boolean closed;

  /// @param ledger JDBC address of its database
  /// @param log where it writes what it has to say
  ProviderProcess(String ledger, Path log) throws IOException {
    this.ledger = ledger;
    this.log = log;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Starts it; its webhooks go to `shop`.
  void start(URI shop) {
    receiver = shop.resolve("/v1/payments/webhooks/sandbox");
    start();
    ledger();
  }

  /// How often it died.
  int deaths() {
    return deaths.get();
  }

  /// As `kill -9` does it.
  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /// What it has in its books, asked until it answers.
  List<JsonNode> ledger() {
    Api api = new Api(url(), PATIENCE, new CallTimes());
    List<JsonNode> payments = new ArrayList<>();
    JsonNode page;
    do {
      String last = payments.isEmpty() ? "" : payments.getLast().path("orderId").asString();
      page =
          api.send(
                  Call.get("/v1/ledger")
                      .query("after", last)
                      .header("authorization", "Bearer sandbox-development-key"))
              .json()
              .path("payments");
      page.forEach(payments::add);
    } while (!page.isEmpty());
    return payments;
  }

  @Override
  public synchronized void close() {
    closed = true;
    kill();
  }

  private synchronized void start() {
    if (closed) {
      return;
    }
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  DaybookCli.class.getName(),
                  "sandbox-provider",
                  "--port=" + port,
                  "--database=" + ledger,
                  "--tell=" + receiver,
                  "--late-after=PT2S")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    var _ =
        process
            .onExit()
            .thenRun(() -> {
              deaths.incrementAndGet();
              start();
            });
  }
}
