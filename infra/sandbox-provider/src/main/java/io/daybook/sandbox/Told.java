package io.daybook.sandbox;

import java.util.Map;

/// What a caller is told.
///
/// @param status of HTTP
/// @param json the body
/// @param manner how it is told
record Told(int status, String json, Manner manner) {

  static Told answer(Object body) {
    return new Told(200, Json.write(body), Manner.ANSWER);
  }

  static Told refusal(int status, String problem) {
    return new Told(status, Json.write(Map.of("problem", problem)), Manner.ANSWER);
  }
}
