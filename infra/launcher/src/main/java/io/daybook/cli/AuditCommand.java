package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `./daybook audit`.
@Command(
    name = "audit",
    description = {
      "Says what the online auditor of a running Daybook has found, and mends stock reserved.",
      "",
      "The auditor follows the log and holds it to the invariants of the design. It never mends"
          + " anything by itself. See docs/operations.md."
    },
    synopsisSubcommandLabel = "(list | repair)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook audit list",
      "  ./daybook audit repair --sku 85123A",
      "  ./daybook verify            proves the books, with the auditor's findings"
    })
final class AuditCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists every invariant, and what breaks it with the events by name.",
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:nothing breaks an invariant",
        "1:something does, or Daybook did not answer",
        "2:the command line is wrong"
      })
  int list(@Mixin ApiOption server) {
    JsonNode report = done(server.api(PATIENCE).send(Call.get("/ops/audit")));
    System.out.printf(
        "Audited up to position %,d, %,d behind.%n",
        report.path("position").asLong(), report.path("lag").asLong());
    for (JsonNode it : report.path("invariants")) {
      System.out.printf(
          "%s %s %s (%d open, %d ever)%n",
          it.path("open").asLong() == 0 ? "✓" : "✗",
          it.path("invariant").asString(),
          it.path("claim").asString(),
          it.path("open").asLong(),
          it.path("found").asLong());
    }
    for (JsonNode it : report.path("breaches")) {
      System.out.printf(
          "%n%s %s since %s: %s%n",
          it.path("invariant").asString(),
          it.path("subject").asString(),
          it.path("foundAt").asString(),
          it.path("detail").asString());
      for (JsonNode event : it.path("events")) {
        System.out.printf(
            "    %,d %s %s of %s%n",
            event.path("position").asLong(),
            event.path("type").asString(),
            event.path("id").asString(),
            event.path("stream").asString());
      }
    }
    return report.path("breaches").isEmpty() ? 0 : 1;
  }

  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = {
        "Sets stock reserved right where it is not the sum of the live reservations.",
        "",
        "Each correction is an event, inventory.stock-reserved-corrected. Asking twice corrects"
            + " once."
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:all is corrected, perhaps since before",
        "1:a correction was refused, or Daybook did not answer",
        "2:the command line is wrong"
      })
  int repair(
      @Mixin ApiOption server,
      @Option(names = "--sku", paramLabel = "SKU", description = "only this one; absent for all")
          @Nullable String sku) {
    Api api = server.api(PATIENCE);
    Call call = Call.of("POST", "/ops/audit/repair");
    JsonNode outcome = done(api.send(sku == null ? call : call.query("sku", sku)));
    int refused = 0;
    for (JsonNode it : outcome.path("repairs")) {
      String refusal = it.path("refusal").asString("");
      refused += refusal.isEmpty() ? 0 : 1;
      System.out.printf(
          "%s: %+d promised, %s%n",
          it.path("sku").asString(),
          it.path("delta").asLong(),
          refusal.isEmpty()
              ? "corrected at position %,d".formatted(it.path("position").asLong())
              : "refused: " + refusal);
    }
    if (outcome.path("repairs").isEmpty()) {
      System.out.println("Stock reserved is the sum of the live reservations everywhere.");
    }
    return refused == 0 ? 0 : 1;
  }

  private static JsonNode done(Reply reply) {
    if (!reply.accepted()) {
      throw new IllegalStateException("Daybook refused: " + reply.refusal());
    }
    return reply.json();
  }
}
