package io.daybook.cli.replay;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Many small commands on their way through `POST /v1/commands`, a thousand a request.
///
/// Not thread-safe.
final class Batch {

  private static final int AT_ONCE = 1_000;
  private static final int ATTEMPTS = 60;

  private final Api api;
  private final List<Command> commands = new ArrayList<>();

  Batch(Api api) {
    this.api = api;
  }

  /// One command.
  ///
  /// @param subject what it is about, to tell its outcome by
  private record Command(String subject, ObjectNode line) {}

  void add(String subject, String method, String path, String key, ObjectNode body) {
    ObjectNode line =
        Bodies.object().put("method", method).put("path", path).put("idempotencyKey", key);
    line.set("body", body);
    commands.add(new Command(subject, line));
  }

  /// Sends everything and forgets it.
  ///
  /// @return what was refused and why, by subject
  Map<String, Refusal> send() {
    Map<String, Refusal> refused = new LinkedHashMap<>();
    for (int from = 0; from < commands.size(); from += AT_ONCE) {
      send(commands.subList(from, Math.min(commands.size(), from + AT_ONCE)), refused);
    }
    commands.clear();
    return refused;
  }

  /// A command that was refused.
  ///
  /// @param status of its outcome
  record Refusal(int status, String reason) {}

  private void send(List<Command> part, Map<String, Refusal> refused) {
    List<Command> waiting = part;
    for (int attempt = 0; attempt < ATTEMPTS && !waiting.isEmpty(); attempt++) {
      waiting = once(waiting, refused);
    }
    for (Command command : waiting) {
      refused.put(command.subject(), new Refusal(503, "Daybook stayed busy"));
    }
  }

  /// @return those that were not answered, or with "later"
  private List<Command> once(List<Command> part, Map<String, Refusal> refused) {
    StringBuilder lines = new StringBuilder();
    part.forEach(command -> lines.append(command.line()).append('\n'));
    Reply reply = api.send(Call.of("POST", "/v1/commands").lines(lines.toString()));
    if (!reply.accepted()) {
      throw new IllegalStateException("The batch was refused: " + reply.refusal());
    }
    List<Command> later = new ArrayList<>(part);
    List<Command> answered = new ArrayList<>();
    for (JsonNode outcome : reply.lines()) {
      Command command = part.get(outcome.path("line").asInt() - 1);
      int status = outcome.path("status").asInt();
      if (status == 503 || status == 429) {
        continue;
      }
      answered.add(command);
      if (status >= 400) {
        String reason = Reply.refusal(outcome.path("problem"), status);
        refused.put(command.subject(), new Refusal(status, reason));
      }
    }
    later.removeAll(answered);
    return later;
  }
}
