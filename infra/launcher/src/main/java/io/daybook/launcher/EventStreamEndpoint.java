package io.daybook.launcher;

import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.StoredEvent;
import io.daybook.web.ProblemException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/// The log as the stream API gives it: one JSON document a line, in order.
///
/// `from` and `until` are positions and both included; the header `Consistency-Token` is the head
/// of the log when the answer began.
@RestController
final class EventStreamEndpoint {

  private static final int PAGE = 1_000;
  private static final int MOST = 10_000;

  private final EventLog log;

  EventStreamEndpoint(EventLog log) {
    this.log = log;
  }

  @GetMapping(path = "/v1/streams/all/events", produces = "application/x-ndjson")
  ResponseEntity<StreamingResponseBody> events(
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) long until,
      @RequestParam(defaultValue = "" + PAGE) int limit) {
    if (from < 1) {
      throw ProblemException.ofParameter("from", "is a position, from 1");
    }
    if (limit < 1 || limit > MOST) {
      throw ProblemException.ofParameter("limit", "is 1 to " + MOST);
    }
    long head = log.head();
    long last = Math.min(Math.min(head, until), from - 1 + limit);
    return ResponseEntity.ok()
        .header("Consistency-Token", String.valueOf(head))
        .body(out -> {
          Writer lines =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
          write(from - 1, last, lines);
          lines.flush();
        });
  }

  private void write(long after, long last, Writer lines) throws IOException {
    long position = after;
    while (position < last) {
      List<StoredEvent> page = log.read(position, (int) Math.min(PAGE, last - position));
      if (page.isEmpty()) {
        return;
      }
      for (StoredEvent event : page) {
        write(event, lines);
      }
      position = page.getLast().position();
    }
  }

  /// Payload and metadata go out as they are stored; nothing else in the line needs escaping but
  /// the stream, whose alphabet has quotes and backslashes.
  private static void write(StoredEvent event, Writer lines) throws IOException {
    lines.write("{\"position\":" + event.position());
    lines.write(",\"stream\":\"" + escaped(event.stream()));
    lines.write("\",\"version\":" + event.version());
    lines.write(",\"type\":\"" + event.type());
    lines.write("\",\"revision\":\"" + event.revision());
    lines.write("\",\"recordedAt\":\"" + event.recordedAt());
    lines.write("\",\"payload\":");
    lines.write(event.payload());
    lines.write(",\"metadata\":");
    lines.write(event.metadata());
    lines.write("}\n");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
