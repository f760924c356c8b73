package io.daybook.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// Daybook in this process, from its start to its end.
///
/// Life: the data directory is locked, both servers begin to start, Spring loads beside them, the
/// sides open their databases as soon as these are there, the address is announced. The end comes
/// by a signal, by a server that dies or by a disk that fills; everything is stopped in reverse,
/// and no child stays behind.
public final class RunningDaybook implements AutoCloseable {

  private static final Duration LOOK_AT_DISK_EVERY = Duration.ofSeconds(5);
  private static final long LEAST_SPACE = 128L << 20;

  private final DataDirectory data;
  private final Thread atExit = new Thread(this::stop, "stop");
  private @Nullable EmbeddedServers servers;
  private @Nullable ConfigurableApplicationContext application;
  private @Nullable URI api;
  private boolean stopped;

  private RunningDaybook(DataDirectory data) {
    this.data = data;
  }

  /// Starts everything and returns when it is ready.
  ///
  /// @throws Trouble when the reader has to mend something first
  public static RunningDaybook start(Options options) {
    requireFree(options.port());
    RunningDaybook daybook = new RunningDaybook(DataDirectory.open(options.data()));
    Runtime.getRuntime().addShutdownHook(daybook.atExit);
    try {
      if (options.fresh()) {
        daybook.data.forget();
      }
      daybook.launch(options);
      return daybook;
    } catch (IOException | RuntimeException failed) {
      daybook.close();
      throw failed instanceof Trouble trouble ? trouble : explained(failed, daybook.path());
    }
  }

  /// Where the APIs are.
  public URI api() {
    if (api == null) {
      throw new IllegalStateException("Daybook is not ready");
    }
    return api;
  }

  /// Where its Kafka broker is; empty when it has none of its own.
  public Optional<String> kafka() {
    EmbeddedServers all = servers();
    return all.hasKafka() ? Optional.of(all.kafka().bootstrapServers()) : Optional.empty();
  }

  /// A part of the application, for whoever looks inside.
  <T> T bean(Class<T> type) {
    if (application == null) {
      throw new IllegalStateException("Daybook is not ready");
    }
    return application.getBean(type);
  }

  /// A part of the application by its name.
  <T> T bean(String name, Class<T> type) {
    if (application == null) {
      throw new IllegalStateException("Daybook is not ready");
    }
    return application.getBean(name, type);
  }

  /// Where everything is kept.
  public Path path() {
    return data.path();
  }

  /// Waits at most so long for something to end Daybook.
  ///
  /// @return a sentence about what happened; empty when nothing did
  public Optional<String> await(Duration limit) throws InterruptedException {
    CompletableFuture<String> death = servers().onDeath();
    long end = System.nanoTime() + Math.min(limit.toNanos(), Long.MAX_VALUE / 2);
    while (true) {
      long wait = Math.min(LOOK_AT_DISK_EVERY.toNanos(), end - System.nanoTime());
      if (wait <= 0) {
        return Optional.empty();
      }
      try {
        return Optional.of(death.get(wait, TimeUnit.NANOSECONDS));
      } catch (TimeoutException _) {
        Optional<String> full = fullDisk();
        if (full.isPresent()) {
          return full;
        }
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      }
    }
  }

  /// Stops everything; returns when nothing is left.
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // The process is ending already, and the hook is what runs.
    }
  }

  private void launch(Options options) throws IOException {
    // Two threads that log first at the same moment would make SLF4J complain on the console.
    LoggingSystem.get(RunningDaybook.class.getClassLoader()).beforeInitialize();
    synchronized (this) {
      servers = new EmbeddedServers(data.path(), options.kafka());
    }
    Map<String, Object> settings =
        Map.of(
            "server.port",
            options.port(),
            "logging.file.name",
            data.path().resolve("logs/daybook.log").toString());
    SpringApplication spring =
        new SpringApplicationBuilder(Daybook.class)
            .web(WebApplicationType.SERVLET)
            .registerShutdownHook(false)
            .properties(settings)
            .initializers(context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new ServerAddresses(servers())))
            .build();
    ConfigurableApplicationContext running = spring.run();
    synchronized (this) {
      application = running;
    }
    if (running instanceof WebServerApplicationContext web && web.getWebServer() != null) {
      api = URI.create("http://127.0.0.1:" + web.getWebServer().getPort());
      data.announce(api);
    }
  }

  private EmbeddedServers servers() {
    if (servers == null) {
      throw new IllegalStateException("Daybook was not started");
    }
    return servers;
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    data.withdraw();
    if (application != null) {
      application.close();
    }
    if (servers != null) {
      servers.close();
    }
    data.close();
  }

  private Optional<String> fullDisk() {
    try {
      long space = data.usableSpace();
      return space >= LEAST_SPACE
          ? Optional.empty()
          : Optional.of(
              "The disk under %s is full (%,d MiB left): Daybook stops before it loses anything."
                  .formatted(path(), space >> 20));
    } catch (IOException gone) {
      return Optional.of("%s is gone: %s.".formatted(path(), gone));
    }
  }

  private static void requireFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.getLocalPort();
    } catch (IOException taken) {
      throw new Trouble(
          "Port %d is in use: stop what listens there, or name another with --port (0 takes any free one)."
              .formatted(port));
    }
  }

  private static Trouble explained(Exception failed, Path data) {
    Throwable cause = failed;
    while (cause.getCause() != null && !(cause instanceof Trouble)) {
      cause = cause.getCause();
    }
    return cause instanceof Trouble trouble
        ? trouble
        : new Trouble(
            "Daybook did not start: %s. More is in %s."
                .formatted(cause, data.resolve("logs/daybook.log")));
  }
}
