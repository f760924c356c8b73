package io.daybook.cli.replay;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import io.daybook.cli.orderbook.BookLine;
import io.daybook.cli.replay.TradingDay.Adjustment;
import io.daybook.cli.replay.TradingDay.Document;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// Sends one document or adjustment and waits for what becomes of it. Thread-safe.
final class Dispatch {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration DECISION_LIMIT = Duration.ofMinutes(2);
  private static final int MOST_LINES = 1_000;

  private final Api api;
  private final AtomicLong lastPosition = new AtomicLong();

  Dispatch(Api api) {
    this.api = api;
  }

  /// The last position that anything sent here has written.
  long lastPosition() {
    return lastPosition.get();
  }

  /// Sends `document` and gives the outcome of each of its lines, in their order.
  List<Outcome> send(Document document) {
    List<BookLine> lines = document.lines();
    if (lines.size() > MOST_LINES) {
      return refused(document, "a document has at most %,d lines".formatted(MOST_LINES));
    }
    BookLine first = lines.getFirst();
    for (BookLine line : lines) {
      if (!line.country().equals(first.country())
          || !java.util.Objects.equals(line.customer(), first.customer())) {
        return refused(document, "its lines name several customers or countries");
      }
    }
    return document.credit() ? creditNote(document, lines) : order(document, lines);
  }

  /// Sends `adjustment`.
  Outcome send(Adjustment adjustment) {
    BookLine line = adjustment.entry().line();
    Reply reply =
        api.send(
            Call.of("POST", "/v1/stock/{sku}/adjustments", line.code())
                .json(Bodies.adjustment(line).toString())
                .key(Keys.of("adjust", line.invoice(), line.code(), adjustment.occurrence())));
    note(reply);
    return reply.accepted()
        ? Outcome.taken(adjustment.entry())
        : Outcome.refused(adjustment.entry(), reply.refusal());
  }

  private List<Outcome> creditNote(Document document, List<BookLine> lines) {
    Reply reply =
        api.send(
            Call.of("POST", "/v1/credit-notes")
                .json(Bodies.creditNote(lines).toString())
                .key(Keys.of("credit-note", document.number())));
    note(reply);
    return reply.accepted() ? taken(document) : refused(document, reply.refusal());
  }

  private List<Outcome> order(Document document, List<BookLine> lines) {
    Reply reply =
        api.send(
            Call.of("POST", "/v1/orders")
                .json(Bodies.order(lines).toString())
                .key(Keys.of("order", document.number()))
                .waiting(WAIT));
    note(reply);
    if (!reply.accepted()) {
      return refused(document, reply.refusal());
    }
    JsonNode outcome = decided(document.number(), reply.json());
    return switch (outcome.path("status").asString("")) {
      case "CONFIRMED" -> taken(document);
      case "REJECTED" -> refused(document, "order rejected: " + words(outcome));
      case "CANCELLED" -> refused(document, "order cancelled: " + words(outcome));
      default -> refused(document, "the order is still undecided");
    };
  }

  /// Waits on until the order is decided, since a wait may be cut short by a restart.
  private JsonNode decided(String order, JsonNode answer) {
    JsonNode outcome = answer;
    long end = System.nanoTime() + DECISION_LIMIT.toNanos();
    while (open(outcome) && System.nanoTime() < end) {
      pause();
      Reply page = api.send(Call.get("/v1/orders/{orderId}", order));
      outcome = page.accepted() ? page.json() : outcome;
    }
    return outcome;
  }

  private static boolean open(JsonNode outcome) {
    return outcome.path("status").asString("PLACED").equals("PLACED");
  }

  private static String words(JsonNode outcome) {
    String reason =
        outcome
            .path("reason")
            .asString(
                outcome
                    .path("rejectReason")
                    .asString(outcome.path("cancelReason").asString("no reason")));
    return reason.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
  }

  private void note(Reply reply) {
    reply
        .consistencyToken()
        .map(Long::parseLong)
        .ifPresent(position -> lastPosition.accumulateAndGet(position, Math::max));
  }

  private static List<Outcome> taken(Document document) {
    return document.entries().stream().map(Outcome::taken).toList();
  }

  private static List<Outcome> refused(Document document, String reason) {
    return document.entries().stream().map(entry -> Outcome.refused(entry, reason)).toList();
  }
}
