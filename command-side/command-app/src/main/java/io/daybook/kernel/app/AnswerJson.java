package io.daybook.kernel.app;

import io.daybook.axon.EventJson;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The form in which answers are kept with the events, so that asking again is answered alike. Safe
/// for all threads.
final class AnswerJson {

  private final JsonMapper mapper = EventJson.mapper();
  private final Rejections rejections;

  AnswerJson(Rejections rejections) {
    this.rejections = rejections;
  }

  /// Without the position, which the append has yet to give.
  String write(Answer answer) {
    ObjectNode json = mapper.createObjectNode();
    switch (answer) {
      case Done(var stream, var version, _) ->
          json.put("stream", stream.toString()).put("version", version);
      case Refused(var rejection) ->
          json.put("refused", rejections.nameOf(rejection))
              .set("because", mapper.valueToTree(rejection));
    }
    return mapper.writeValueAsString(json);
  }

  /// @param position last position of the append that the answer was kept with, 0 when it had none
  Answer read(String text, long position) {
    JsonNode json = mapper.readTree(text);
    JsonNode refused = json.get("refused");
    return refused == null
        ? new Done(
            StreamId.parse(json.get("stream").asString()), json.get("version").asLong(), position)
        : new Refused(
            mapper.treeToValue(json.get("because"), rejections.classOf(refused.asString())));
  }
}
