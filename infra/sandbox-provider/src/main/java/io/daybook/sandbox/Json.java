package io.daybook.sandbox;

import tools.jackson.databind.json.JsonMapper;

/// JSON, as the sandbox reads and writes it. Thread-safe.
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// @throws tools.jackson.core.JacksonException when it is not what is expected
  static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }
}
