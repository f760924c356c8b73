package io.daybook.kafka;

import io.daybook.axon.EventJson;
import io.daybook.axon.MessageKeys;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What an event's metadata say of where it came from.
///
/// @param correlation the message that started it all; a trace id when its sender had one
/// @param causation the message that led to it directly
record Origin(@Nullable String correlation, @Nullable String causation) {

  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /// Looks through metadata, as JSON text, without making anything of the rest.
  static Origin in(String metadata) {
    String correlation = null;
    String causation = null;
    try (JsonParser json = EventJson.mapper().createParser(metadata)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Origin(null, null);
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          switch (name) {
            case MessageKeys.CORRELATION_ID -> correlation = json.getString();
            case MessageKeys.CAUSATION_ID -> causation = json.getString();
            default -> {
              // Nothing of where it came from.
            }
          }
        } else {
          json.skipChildren();
        }
      }
    }
    return new Origin(correlation, causation);
  }

  /// The W3C trace context of the event: the trace that it was recorded in, with the event itself
  /// as parent of what follows from it. The log keeps no spans, so none is said to be sampled.
  ///
  /// @return null when the correlation can't be a trace
  @Nullable String traceparent(String eventId) {
    if (correlation == null) {
      return null;
    }
    String trace =
        UUID_TEXT.matcher(correlation).matches() ? correlation.replace("-", "") : correlation;
    return TRACE.matcher(trace).matches() ? "00-%s-%s-00".formatted(trace, span(eventId)) : null;
  }

  private static String span(String eventId) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < eventId.length(); i++) {
      hash = (hash ^ eventId.charAt(i)) * 0x100000001b3L;
    }
    return "%016x".formatted(hash == 0 ? 1 : hash);
  }
}
