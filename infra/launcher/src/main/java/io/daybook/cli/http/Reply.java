package io.daybook.cli.http;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Daybook answered.
///
/// @param text the body as it came
public record Reply(int status, HttpHeaders headers, String text) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Whether what was asked was done, or will be.
  public boolean accepted() {
    return status >= 200 && status < 300;
  }

  /// The body; a missing node when there is none or it is not JSON.
  public JsonNode json() {
    String type = headers.firstValue("Content-Type").orElse("");
    return text.isEmpty() || !type.contains("json") ? JSON.missingNode() : JSON.readTree(text);
  }

  /// The body of an answer with one document a line.
  public List<JsonNode> lines() {
    return text.lines().filter(line -> !line.isBlank()).map(JSON::readTree).toList();
  }

  /// The position that a query has to bring to see what was written.
  public Optional<String> consistencyToken() {
    return headers.firstValue("Consistency-Token");
  }

  /// Why it was refused, in the words of the problem.
  public String refusal() {
    return refusal(json(), status);
  }

  /// Why `problem` says that something was refused.
  public static String refusal(JsonNode problem, int status) {
    String type = problem.path("type").asString("");
    String detail = problem.path("detail").asString(problem.path("title").asString(""));
    StringBuilder words = new StringBuilder(String.valueOf(status));
    if (!type.isEmpty()) {
      words.append(' ').append(type);
    }
    if (!detail.isEmpty()) {
      words.append(": ").append(detail);
    }
    for (JsonNode error : problem.path("errors")) {
      words
          .append(" [")
          .append(error.path("pointer").asString(error.path("parameter").asString("")))
          .append(' ')
          .append(error.path("detail").asString(""))
          .append(']');
    }
    return words.toString();
  }
}
