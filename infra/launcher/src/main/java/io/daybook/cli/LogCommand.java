package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `./daybook log`.
@Command(
    name = "log",
    description = {
      "Moves old parts of the log of a running Daybook into compressed files, and back.",
      "",
      "Reading goes across both, only more slowly in files, and archived streams can still be"
          + " written to. Keep the files: they are the log. See docs/operations.md."
    },
    synopsisSubcommandLabel = "(archive | attach)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook log archive --before 10000000 --to /backup/daybook",
      "  ./daybook log attach /backup/daybook/events-1-2000000.copy.gz",
      "  ./daybook verify --log      proves tables and files"
    })
final class LogCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Command(
      name = "archive",
      mixinStandardHelpOptions = true,
      description = {
        "Archives every full partition that ends before a position.",
        "",
        "Each becomes a gzip file of COPY lines with a manifest (range, SHA-256) beside it. Its"
            + " table is dropped only when the file is complete, on disk and read back. To be"
            + " stopped and started again at any time."
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:all is archived, perhaps since before",
        "1:a file could not be written, or Daybook did not answer",
        "2:the command line is wrong"
      })
  int archive(
      @Mixin ApiOption server,
      @Option(
              names = "--before",
              required = true,
              paramLabel = "POSITION",
              description = "archive what ends before it")
          long before,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "DIR",
              description = "where the files go, as the server sees it; made when absent")
          Path to) {
    Api api = server.longApi(PATIENCE);
    int files = 0;
    while (true) {
      JsonNode outcome =
          done(
              api.send(
                  Call.of("POST", "/ops/log/archive")
                      .query("before", before)
                      .query("to", to.toAbsolutePath().normalize())));
      if (refused(outcome)) {
        return 1;
      }
      if (outcome.path("archived").isObject()) {
        files++;
        say("archived", outcome);
      } else {
        System.out.printf(
            "%s%n",
            files > 0
                ? "Nothing more to archive."
                : "Nothing to archive: no full partition in the database ends before %,d."
                    .formatted(before));
        return 0;
      }
    }
  }

  @Command(
      name = "attach",
      mixinStandardHelpOptions = true,
      description = {
        "Brings an archived file back into the database.",
        "",
        "Its checksum must be the one noted when it was archived. The file stays where it is."
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:it is attached",
        "1:it is not the file that was archived, or Daybook did not answer",
        "2:the command line is wrong"
      })
  int attach(
      @Mixin ApiOption server,
      @Parameters(paramLabel = "FILE", description = "such as events-1-2000000.copy.gz")
          Path file) {
    JsonNode outcome =
        done(
            server
                .longApi(PATIENCE)
                .send(
                    Call.of("POST", "/ops/log/attach")
                        .query("file", file.toAbsolutePath().normalize())));
    if (refused(outcome)) {
      return 1;
    }
    say("attached", outcome);
    return 0;
  }

  private static JsonNode done(Reply reply) {
    if (!reply.accepted()) {
      throw new IllegalStateException("Daybook refused: " + reply.refusal());
    }
    return reply.json();
  }

  private static boolean refused(JsonNode outcome) {
    String refusal = outcome.path("refusal").asString("");
    if (!refusal.isEmpty()) {
      System.err.println(refusal);
    }
    return !refusal.isEmpty();
  }

  private static void say(String what, JsonNode outcome) {
    JsonNode range = outcome.path("archived");
    System.out.printf(
        "%s positions %,d to %,d: %s%n",
        what,
        range.path("first").asLong(),
        range.path("last").asLong(),
        range.path("file").asString());
  }
}
