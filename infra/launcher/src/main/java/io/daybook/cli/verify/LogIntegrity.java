package io.daybook.cli.verify;

import io.daybook.cli.Progress;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Has a running Daybook compare its log with the log's hash chain, a piece at a time.
public final class LogIntegrity {

  private static final int LINKS = 50;

  private final Api api;

  public LogIntegrity(Api api) {
    this.api = api;
  }

  /// The claim, with the first position that breaks it. Goes as far as the log goes now.
  ///
  /// @throws IOException when the log can't be looked at
  public Check check() throws IOException {
    long start = System.nanoTime();
    JsonNode stretch = stretch(0);
    long end = Math.max(1, stretch.path("head").asLong());
    try (Progress progress = Progress.of("positions", end)) {
      long after = 0;
      while (true) {
        long proved = stretch.path("proved").asLong();
        long last = stretch.path("last").asLong();
        progress.done(last - after);
        String finding = stretch.path("finding").asString("");
        if (!finding.isEmpty() || last >= end || proved == after) {
          return check(stretch, finding, last / Math.max(1e-9, (System.nanoTime() - start) / 1e9));
        }
        after = proved;
        stretch = stretch(after);
      }
    }
  }

  private static Check check(JsonNode stretch, String finding, double rate) {
    String detail =
        "%,d positions, the hash chain vouches for %,d; %,.0f a second; last hash %s"
            .formatted(
                stretch.path("last").asLong(),
                stretch.path("proved").asLong(),
                rate,
                stretch.path("hash").asString());
    return new Check(
        "every position of the log is there, once, and as it was written",
        finding.isEmpty() ? detail : "",
        finding.isEmpty() ? List.of() : List.of(finding));
  }

  private JsonNode stretch(long after) throws IOException {
    Reply reply =
        api.send(Call.get("/ops/log/integrity").query("after", after).query("links", LINKS));
    if (!reply.accepted()) {
      throw new IOException("The log can't be looked at: " + reply.refusal());
    }
    return reply.json();
  }
}
