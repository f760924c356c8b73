package io.daybook.cli.privacy;

import io.daybook.cli.Progress;
import io.daybook.privacy.Finds;
import io.daybook.privacy.Trace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Prints a report on a customer's personal data as it comes. Shows places, never values.
public final class ReportPrinter implements AutoCloseable {

  private static final Map<Trace, String> WORDS =
      Map.of(
          Trace.PLAIN, "readable",
          Trace.SEALED, "ciphertext",
          Trace.DIGEST, "digest of an e-mail address");

  private final PrintStream out;
  private @Nullable Progress progress;
  private boolean clean = true;
  private boolean ended;
  private boolean complete;

  public ReportPrinter(PrintStream out) {
    this.out = out;
  }

  /// Takes one line of the answer.
  public void on(JsonNode line) {
    line.properties().forEach(it -> on(it.getKey(), it.getValue()));
  }

  private void on(String kind, JsonNode what) {
    switch (kind) {
      case "standing" -> standing(what);
      case "progress" -> {
        if (progress == null) {
          progress = Progress.of("stores", what.path("stores").asLong());
        }
        progress.note(
            "%s: %,d".formatted(what.path("store").asString(), what.path("items").asLong()));
      }
      case "store" -> store(what);
      case "end" -> {
        clean &= what.path("clean").asBoolean() || !what.path("complete").asBoolean();
        complete = what.path("complete").asBoolean();
        ended = true;
        close();
        out.println("\nNot searched:");
        what.path("notSearched").forEach(it -> out.println("    " + it.asString()));
      }
      default -> {
        // Of a newer Daybook.
      }
    }
  }

  private void standing(JsonNode it) {
    out.printf(
        "%,d events, %s; key: %s. %d personal values in the log, %d of them can be read with the key.%n",
        it.path("events").asLong(),
        it.path("erased").asBoolean() ? "erased" : "not erased",
        it.path("key").asString(),
        it.path("sealed").asLong(),
        it.path("readable").asLong());
    clean &= it.path("readable").asLong() == 0;
    for (JsonNode claim : it.path("claims")) {
      boolean holds = claim.path("holds").asBoolean();
      clean &= holds;
      out.printf("%s %s%n", mark(holds), claim.path("claim").asString());
      claim.path("offenders").forEach(one -> out.printf("    not so: %s%n", one.asString()));
    }
  }

  private void store(JsonNode it) {
    if (progress != null) {
      progress.done(1);
    }
    boolean right = it.path("clean").asBoolean();
    clean &= right;
    out.printf(
        "%s %s: %,d places, %,d items, %,d characters%n",
        mark(right && !it.path("problem").isString()),
        it.path("store").asString(),
        it.path("places").asLong(),
        it.path("items").asLong(),
        it.path("characters").asLong());
    for (JsonNode find : it.path("found")) {
      out.printf(
          "    %s in %s: %,d (%s)%n",
          WORDS.get(Trace.valueOf(find.path("trace").asString().toUpperCase(Locale.ROOT))),
          find.path("place").asString(),
          find.path("items").asLong(),
          find.path("where")
              .valueStream()
              .map(JsonNode::asString)
              .collect(Collectors.joining(", ")));
    }
    if (it.path("problem").isString()) {
      out.printf("    %s%n", it.path("problem").asString());
    }
  }

  /// Takes what was found on this side.
  public void export(Path directory, Finds finds) {
    clean &= finds.all().isEmpty();
    out.printf(
        "%s export %s: %,d files, %,d items, %,d characters%n",
        mark(finds.all().isEmpty()),
        directory,
        finds.places().size(),
        finds.items(),
        finds.characters());
    for (Finds.Find find : finds.all()) {
      out.printf(
          "    %s in %s: %,d (%s)%n",
          WORDS.get(find.trace()), find.place(), find.items(), String.join(", ", find.where()));
    }
  }

  /// Says what it all came to.
  ///
  /// @param incomplete the status when something is not known
  /// @return the status to end with
  public int verdict(int incomplete) {
    if (!clean) {
      out.println("\nPERSONAL DATA IS LEFT.");
      return 1;
    }
    if (!ended || !complete) {
      out.println("\nNOT EVERYTHING COULD BE SEARCHED.");
      return incomplete;
    }
    out.println("\nNothing of the customer can be read.");
    return 0;
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }

  private static String mark(boolean holds) {
    return holds ? "✓" : "✗";
  }
}
