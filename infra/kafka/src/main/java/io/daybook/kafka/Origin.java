package io.daybook.kafka;

import io.daybook.axon.EventJson;
import io.daybook.axon.MessageKeys;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What an event's metadata say of where it came from.
///
/// @param correlation the message that started it all; a trace id when its sender had one
/// @param causation the message that led to it directly
record Origin(@Nullable String correlation, @Nullable String causation) {

  private static final int TRACE_LENGTH = 32;
  private static final String NO_TRACE = "0".repeat(TRACE_LENGTH);
  private static final HexFormat HEX = HexFormat.of();

  /// Looks through metadata, as JSON, without making anything of the rest.
  static Origin in(byte[] metadata) {
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
  @Nullable String traceparent(byte[] eventId) {
    String trace = correlation == null ? "" : withoutDashes(correlation);
    return isTrace(trace) ? "00-" + trace + "-" + span(eventId) + "-00" : null;
  }

  /// A UUID as a trace id; anything else as it is.
  private static String withoutDashes(String text) {
    return text.length() == TRACE_LENGTH + 4
            && text.charAt(8) == '-'
            && text.charAt(13) == '-'
            && text.charAt(18) == '-'
            && text.charAt(23) == '-'
        ? text.substring(0, 8)
            + text.substring(9, 13)
            + text.substring(14, 18)
            + text.substring(19, 23)
            + text.substring(24)
        : text;
  }

  private static boolean isTrace(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return text.length() == TRACE_LENGTH && !text.equals(NO_TRACE);
  }

  private static String span(byte[] eventId) {
    long hash = 0xcbf29ce484222325L;
    for (byte it : eventId) {
      hash = (hash ^ (it & 0xff)) * 0x100000001b3L;
    }
    return HEX.toHexDigits(hash == 0 ? 1 : hash);
  }
}
