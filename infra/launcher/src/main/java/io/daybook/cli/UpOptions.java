package io.daybook.cli;

import io.daybook.launcher.Options;
import io.daybook.launcher.RunningDaybook;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// How a command starts Daybook.
final class UpOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".daybook/data",
      description = "where everything is kept (default ${DEFAULT-VALUE})")
  private Path data = Path.of(".daybook", "data");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "port of the APIs on 127.0.0.1, 0 for any free one (default ${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--fresh", description = "forget what is kept there")
  private boolean fresh;

  @Option(
      names = "--kafka",
      description = "start a Kafka broker too, and publish the log there (docs/kafka.md)")
  private boolean kafka;

  /// Starts Daybook and tells the reader where it is.
  RunningDaybook start() {
    long begin = System.nanoTime();
    System.out.printf("Starting Daybook on %s%n", data);
    RunningDaybook daybook = RunningDaybook.start(new Options(data, port, fresh, kafka));
    System.out.printf(
        """

        Daybook is ready after %.1f s.
          command API  %2$s/v1   (POST, PUT, PATCH, DELETE)
          query API    %2$s/v1   (GET)
          API docs     %2$s/docs
          health       %2$s/actuator/health
          data         %3$s
        """,
        (System.nanoTime() - begin) / 1e9, daybook.api(), daybook.path());
    daybook.kafka().ifPresent(it -> System.out.printf("  Kafka        %s%n", it));
    return daybook;
  }
}
