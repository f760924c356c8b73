package io.daybook.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.sandbox.HttpReceiver;
import io.daybook.sandbox.SandboxServer;
import io.daybook.sandbox.SandboxSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./daybook sandbox-provider`.
@Command(
    name = "sandbox-provider",
    description = {
      "Runs the sandbox payment provider by itself, until Ctrl-C.",
      "",
      "Daybook has one inside; this one is for trying what happens when the provider is another"
          + " machine, which may die. Start Daybook with the environment variable"
          + " DAYBOOK_PAYMENT_SANDBOX_URL=http://127.0.0.1:4243. See docs/payments.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook sandbox-provider",
      "  ./daybook sandbox-provider --decline-rate 0.1 --late-after 30s"
    })
final class SandboxProviderCommand implements Callable<Integer> {

  private static final String DATABASE = "sandbox";
  private static final int CONNECTIONS = 4;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "4243",
      description = "where it listens on 127.0.0.1 (default ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".daybook/sandbox-provider",
      description = "where its ledger is kept (default ${DEFAULT-VALUE})")
  private Path data = Path.of(".daybook", "sandbox-provider");

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "JDBC address of a PostgreSQL that keeps its ledger instead")
  private @Nullable String database;

  @Option(
      names = "--tell",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080/v1/payments/webhooks/sandbox",
      description = "where its webhooks go (default ${DEFAULT-VALUE})")
  private URI receiver = URI.create("http://127.0.0.1:8080/v1/payments/webhooks/sandbox");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "sandbox-development-key",
      description = "what callers must show (default ${DEFAULT-VALUE})")
  private String key = "";

  @Option(
      names = "--webhook-secret",
      paramLabel = "SECRET",
      defaultValue = "whsec_ZGF5Ym9vay1kZXZlbG9wbWVudC13ZWJob29rcw==",
      description = "what webhooks are signed with (default ${DEFAULT-VALUE})")
  private String webhookSecret = "";

  @Option(
      names = "--late-after",
      paramLabel = "TIME",
      defaultValue = "PT5S",
      description = "how late its late answers come (default ${DEFAULT-VALUE})")
  private Duration lateAfter = Duration.ofSeconds(5);

  @Option(
      names = "--decline-rate",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "share of good cards, 0 to 1, that it declines")
  private double declineRate;

  @Option(
      names = "--silence-rate",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "share of good cards, 0 to 1, that it never tells about")
  private double silenceRate;

  @Override
  public Integer call() throws InterruptedException {
    LoggingSystem logging = LoggingSystem.get(SandboxServer.class.getClassLoader());
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    logging.setLogLevel(SandboxServer.class.getPackageName(), LogLevel.INFO);
    if (database != null) {
      return run(database);
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, 0, Map.of())) {
      postgres.createDatabase(DATABASE);
      return run(postgres.jdbcUrl(DATABASE) + "?user=" + postgres.user());
    }
  }

  private int run(String ledger) throws InterruptedException {
    SandboxSettings settings =
        new SandboxSettings(port, key, webhookSecret, lateAfter, declineRate, silenceRate, true);
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(ledger);
    pool.setMaximumPoolSize(CONNECTIONS);
    try (HikariDataSource connections = new HikariDataSource(pool);
        SandboxServer server = SandboxServer.start(settings, connections)) {
      server.tell(new HttpReceiver(receiver));
      System.out.printf("The sandbox provider is ready at %s. Ctrl-C stops it.%n", server.url());
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
