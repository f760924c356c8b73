package io.daybook.cli.verify;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Asks the online auditor what it has found.
final class AuditCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Api api;

  AuditCheck(Api api) {
    this.api = api;
  }

  /// The claim that nothing breaks an invariant, when the auditor has come as far as `position`.
  Check upTo(long position) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode report = report();
    while (report.path("position").asLong() < position && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      report = report();
    }
    return check(report, position);
  }

  static Check check(JsonNode report, long position) {
    Offenders offenders = new Offenders();
    long audited = report.path("position").asLong();
    offenders.unless(audited >= position, "the auditor has come to position " + audited + " only");
    for (JsonNode it : report.path("breaches")) {
      String events =
          it.path("events")
              .valueStream()
              .map(event ->
                  "%d %s %s"
                      .formatted(
                          event.path("position").asLong(),
                          event.path("type").asString(),
                          event.path("id").asString()))
              .collect(Collectors.joining(", "));
      offenders.add(
          "%s, %s: %s [%s]"
              .formatted(
                  it.path("invariant").asString(),
                  it.path("subject").asString(),
                  it.path("detail").asString(),
                  events));
    }
    return offenders.check(
        "The online auditor has found nothing",
        "%s up to position %,d"
            .formatted(
                report
                    .path("invariants")
                    .valueStream()
                    .map(it -> it.path("invariant").asString())
                    .collect(Collectors.joining(" ")),
                audited));
  }

  private JsonNode report() throws IOException {
    var reply = api.send(Call.get("/ops/audit"));
    if (!reply.accepted()) {
      throw new IOException("The auditor can't be asked: " + reply.refusal());
    }
    return reply.json();
  }
}
