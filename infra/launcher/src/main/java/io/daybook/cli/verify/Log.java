package io.daybook.cli.verify;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// The log as the stream API gives it, page by page.
final class Log {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 10_000;

  private final Api api;

  Log(Api api) {
    this.api = api;
  }

  /// Hands every event after `position` to `reader`, in order, up to the head of this moment.
  ///
  /// @throws IOException when the log can't be read
  void after(long position, Consumer<LogEvent> reader) throws IOException {
    long[] last = {position};
    long before;
    do {
      before = last[0];
      Call page = Call.get("/v1/streams/all/events").query("from", before + 1).query("limit", PAGE);
      try (InputStream bytes = api.stream(page);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
        lines
            .lines()
            .map(JSON::readTree)
            .filter(line -> line.has("position"))
            .forEach(line -> {
              LogEvent event = LogEvent.of(line);
              reader.accept(event);
              last[0] = event.position();
            });
      }
    } while (last[0] > before);
  }
}
