package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `./daybook quarantine`.
@Command(
    name = "quarantine",
    description = {
      "Shows what a running Daybook could not take further by itself, and mends it.",
      "",
      "A checkout, a payment, a cart, what follows for an order, or a row of a view that fails waits"
          + " here with all that comes for it, in order, while others go on. See docs/operations.md."
    },
    synopsisSubcommandLabel = "(list | redrive | skip | compensate)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook quarantine list",
      "  ./daybook quarantine redrive sagas.checkout.orders 536365",
      "  ./daybook quarantine skip sagas.checkout.orders 536365 --reason 'paid by hand'"
    })
final class QuarantineCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String READER = "as `list` shows it";

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what is held, the oldest first.")
  int list(@Mixin ApiOption server) {
    JsonNode sequences =
        server.longApi(PATIENCE).send(Call.get("/ops/quarantine")).json().path("sequences");
    for (JsonNode held : sequences) {
      show(held);
    }
    System.out.println(
        sequences.isEmpty() ? "Nothing is in quarantine." : "%d held.".formatted(sequences.size()));
    return 0;
  }

  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      description = "Tells a sequence its events again, from the one that failed.",
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:it is free", "1:it is still held, or was not", "2:the command is wrong"})
  int redrive(
      @Mixin ApiOption server,
      @Parameters(paramLabel = "READER", description = READER) String reader,
      @Parameters(paramLabel = "SEQUENCE", description = "such as the order") String sequence) {
    return done(
        server
            .longApi(PATIENCE)
            .send(
                Call.of("POST", "/ops/quarantine/redrive")
                    .query("reader", reader)
                    .query("sequence", sequence)));
  }

  @Command(
      name = "skip",
      mixinStandardHelpOptions = true,
      description = {
        "Goes on without the event that failed. Who does so and why becomes an event itself."
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:it is free", "1:it is still held, or was not", "2:the command is wrong"})
  int skip(
      @Mixin ApiOption server,
      @Parameters(paramLabel = "READER", description = READER) String reader,
      @Parameters(paramLabel = "SEQUENCE", description = "such as the order") String sequence,
      @Option(names = "--reason", required = true, description = "why, for the log")
          String reason) {
    return done(send(server.longApi(PATIENCE), "skip", reader, sequence, reason));
  }

  @Command(
      name = "compensate",
      mixinStandardHelpOptions = true,
      description = "Calls the order off and has undone what its checkout did.",
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {"0:it is free", "1:it is still held, or was not", "2:the command is wrong"})
  int compensate(
      @Mixin ApiOption server,
      @Parameters(paramLabel = "READER", description = READER) String reader,
      @Parameters(paramLabel = "ORDER", description = "the order") String sequence,
      @Option(names = "--reason", required = true, description = "why, for the log and the shopper")
          String reason) {
    return done(send(server.longApi(PATIENCE), "compensate", reader, sequence, reason));
  }

  private static Reply send(Api api, String what, String reader, String sequence, String reason) {
    return api.send(
        Call.of("POST", "/ops/quarantine/" + what)
            .query("reader", reader)
            .query("sequence", sequence)
            .query("reason", reason));
  }

  private static int done(Reply reply) {
    if (!reply.accepted()) {
      System.err.println("Daybook refused: " + reply.refusal());
      return 1;
    }
    JsonNode held = reply.json().path("held");
    if (held.isObject()) {
      System.out.println("It failed again:");
      show(held);
      return 1;
    }
    System.out.println("It is free.");
    return 0;
  }

  private static void show(JsonNode held) {
    System.out.printf(
        "%s %s: %s at position %,d, %d attempts, %d waiting, since %s%n    %s%n",
        held.path("reader").asString(),
        held.path("sequence").asString(),
        held.path("eventType").asString(),
        held.path("position").asLong(),
        held.path("attempts").asInt(),
        held.path("waiting").asInt(),
        held.path("since").asString(),
        held.path("failure").asString());
    List<String> next = held.path("next").valueStream().map(JsonNode::asString).toList();
    if (!next.isEmpty()) {
      System.out.println("    next: " + String.join(", ", next));
    }
  }
}
