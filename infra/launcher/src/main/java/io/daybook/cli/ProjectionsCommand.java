package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `./daybook projections`.
@Command(
    name = "projections",
    description = {
      "Shows the read models of a running Daybook, and builds them again while they are read.",
      "",
      "A new version is built beside the one that is read, compared with it, and takes its place from"
          + " one moment to the next. See docs/operations.md."
    },
    synopsisSubcommandLabel = "(list | rebuild | rollback | drop-old | abandon)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./daybook projections list",
      "  ./daybook projections rebuild ordering.orders",
      "  ./daybook projections rollback ordering.orders"
    })
final class ProjectionsCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String NAME = "as `list` shows it";

  private final Duration look;

  ProjectionsCommand() {
    this(LOOK);
  }

  /// @param look time between two looks at what is being built
  ProjectionsCommand(Duration look) {
    this.look = look;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists read models, their versions and what is being built.")
  int list(@Mixin ApiOption server) {
    Api api = server.longApi(PATIENCE);
    api.send(Call.get("/ops/projections")).json().path("projections").forEach(this::show);
    return 0;
  }

  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      description = {
        "Builds a read model again and waits until it is read. The version before is kept.",
        "When this is interrupted the build goes on."
      },
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:the new version is read",
        "1:it differs and waits, fails again and again, was given up, or was refused",
        "2:the command is wrong"
      })
  int rebuild(
      @Mixin ApiOption server,
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Option(
              names = "--accept-difference",
              description = "let it be read also when it differs from what is read now")
          boolean acceptDifference,
      @Option(names = "--no-wait", description = "only ask for it") boolean noWait)
      throws InterruptedException {
    Api api = server.longApi(PATIENCE);
    Call call = Call.of("POST", "/ops/projections/{name}/rebuild", name);
    return await(
        api, api.send(call.query("acceptDifference", String.valueOf(acceptDifference))), noWait);
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description =
          "Lets the version that was kept catch up and be read again; keeps the present one.",
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:it is read",
        "1:it fails again and again, was given up, or was refused",
        "2:the command is wrong"
      })
  int rollback(
      @Mixin ApiOption server,
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Option(names = "--no-wait", description = "only ask for it") boolean noWait)
      throws InterruptedException {
    Api api = server.longApi(PATIENCE);
    return await(api, api.send(Call.of("POST", "/ops/projections/{name}/rollback", name)), noWait);
  }

  @Command(
      name = "drop-old",
      mixinStandardHelpOptions = true,
      description = "Deletes the version that was kept.")
  int dropOld(
      @Mixin ApiOption server, @Parameters(paramLabel = "NAME", description = NAME) String name) {
    return done(
        server.longApi(PATIENCE).send(Call.of("POST", "/ops/projections/{name}/drop-old", name)));
  }

  @Command(
      name = "abandon",
      mixinStandardHelpOptions = true,
      description = "Gives up what is being built.")
  int abandon(
      @Mixin ApiOption server, @Parameters(paramLabel = "NAME", description = NAME) String name) {
    return done(
        server.longApi(PATIENCE).send(Call.of("POST", "/ops/projections/{name}/abandon", name)));
  }

  private int await(Api api, Reply reply, boolean noWait) throws InterruptedException {
    if (!reply.accepted() || noWait) {
      return done(reply);
    }
    String why = new VersionWait(api, look, this::show).await(reply.json());
    if (why != null) {
      System.err.println(why);
      return 1;
    }
    return 0;
  }

  private int done(Reply reply) {
    if (!reply.accepted()) {
      System.err.println("Daybook refused: " + reply.refusal());
      return 1;
    }
    show(reply.json());
    return 0;
  }

  private void show(JsonNode projection) {
    JsonNode kept = projection.path("kept");
    System.out.printf(
        "%s: version %d at position %,d%s%n",
        projection.path("name").asString(),
        projection.path("version").asInt(),
        projection.path("position").asLong(),
        kept.isObject() ? ", version %d kept".formatted(kept.path("version").asInt()) : "");
    JsonNode next = projection.path("next");
    if (next.isObject()) {
      System.out.printf(
          "    %s, version %d: %s, %,d of %,d, %,d events/s%s%n",
          next.path("task").asString(),
          next.path("version").asInt(),
          next.path("state").asString(),
          next.path("position").asLong(),
          next.path("target").asLong(),
          next.path("eventsPerSecond").asLong(),
          next.path("secondsLeft").isNumber()
              ? ", %d s left".formatted(next.path("secondsLeft").asLong())
              : "");
      if (next.path("note").isString()) {
        System.out.println("    " + next.path("note").asString());
      }
    }
  }
}
