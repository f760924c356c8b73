package io.daybook.cli.verify;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// The query API, asked for answers that include a position.
final class Views {

  private final Api api;
  private final long position;

  /// @param position that every answer has to include
  Views(Api api, long position) {
    this.api = api;
    this.position = position;
  }

  /// The answer to one question.
  ///
  /// @throws IllegalStateException when it is refused
  JsonNode ask(Call call) {
    Reply reply = send(call);
    if (!reply.accepted()) {
      throw new IllegalStateException(call.name() + " was refused: " + reply.refusal());
    }
    return reply.json();
  }

  Reply send(Call call) {
    return api.send(
        call.header("Consistency-Token", String.valueOf(position)).header("Prefer", "wait=30"));
  }

  /// Hands every item of a list to `reader`, page by page.
  void items(Call first, Consumer<JsonNode> reader) {
    JsonNode page = ask(first);
    page.path("items").forEach(reader);
    while (page.hasNonNull("next")) {
      page = ask(first.query("cursor", page.path("next").asString()));
      page.path("items").forEach(reader);
    }
  }
}
