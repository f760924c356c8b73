package io.daybook.cli;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Waits until a version of a read model is read.
final class VersionWait {

  /// A build that fails is tried again by itself; after so many looks that find it failed, and no
  /// further, that is of no use.
  private static final int MOST_FAILURES = 20;

  private final Api api;
  private final Duration look;
  private final Consumer<JsonNode> show;

  /// @param look time between two looks
  /// @param show is given the read model whenever it has changed
  VersionWait(Api api, Duration look, Consumer<JsonNode> show) {
    this.api = api;
    this.look = look;
    this.show = show;
  }

  /// @param asked the read model, as it was when the version was asked for
  /// @return null when the version is read; else why nobody waits for it any more
  @Nullable String await(JsonNode asked) throws InterruptedException {
    String name = asked.path("name").asString();
    int version = asked.path("next").path("version").asInt(asked.path("version").asInt());
    JsonNode shown = null;
    long furthest = -1;
    int failures = 0;
    while (true) {
      JsonNode now = find(name);
      if (!now.equals(shown)) {
        show.accept(now);
        shown = now;
      }
      JsonNode next = now.path("next");
      if (now.path("version").asInt() == version) {
        return null;
      }
      if (next.path("version").asInt() != version) {
        return "Version %d was given up meanwhile; version %d is still read."
            .formatted(version, now.path("version").asInt());
      }
      String state = next.path("state").asString();
      if (state.equals("DIFFERENT")) {
        return "It is not read yet. Accept it by --accept-difference, or give it up by abandon.";
      }
      if (next.path("position").asLong() > furthest) {
        furthest = next.path("position").asLong();
        failures = 0;
      }
      failures += state.equals("FAILED") ? 1 : 0;
      if (failures >= MOST_FAILURES) {
        return "It fails again and again. It goes on being tried; give it up by abandon.";
      }
      Thread.sleep(look);
    }
  }

  private JsonNode find(String name) {
    return api.send(Call.get("/ops/projections"))
        .json()
        .path("projections")
        .valueStream()
        .filter(it -> it.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
