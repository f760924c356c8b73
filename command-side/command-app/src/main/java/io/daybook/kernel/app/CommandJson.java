package io.daybook.kernel.app;

import io.daybook.axon.EventJson;
import io.daybook.web.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of requests and answers: strict, and with identifiers as plain strings.
public final class CommandJson {

  private static final JsonMapper MAPPER =
      EventJson.configure(StrictJson.mapper().rebuild()).build();

  private CommandJson() {}

  /// Immutable, safe for all threads.
  public static JsonMapper mapper() {
    return MAPPER;
  }
}
