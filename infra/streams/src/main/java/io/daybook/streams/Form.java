package io.daybook.streams;

import io.daybook.eventstore.LinePage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;

/// How events look on their way: the same lines in all forms.
enum Form {
  /// One JSON document a line.
  NDJSON("application/x-ndjson") {
    @Override
    void events(LinePage page, OutputStream out) throws IOException {
      out.write(page.bytes(), 0, page.length());
    }

    @Override
    void record(String name, long position, String json, OutputStream out) throws IOException {
      out.write("{\"%s\":%s}\n".formatted(name, json).getBytes(StandardCharsets.UTF_8));
    }
  },

  /// Server-sent events: the position is the event's id, from which a browser goes on by itself.
  EVENT_STREAM("text/event-stream") {
    @Override
    void events(LinePage page, OutputStream out) throws IOException {
      ByteArrayOutputStream frames =
          new ByteArrayOutputStream(page.length() + FRAME * page.count());
      int begin = 0;
      while (begin < page.length()) {
        int end = page.endOfLine(begin);
        frames.writeBytes(
            ("id:" + page.positionAt(begin) + "\ndata:").getBytes(StandardCharsets.US_ASCII));
        frames.write(page.bytes(), begin, end - begin);
        frames.write('\n');
        begin = end;
      }
      frames.writeTo(out);
    }

    @Override
    void record(String name, long position, String json, OutputStream out) throws IOException {
      out.write(
          "id:%d\nevent:%s\ndata:%s\n\n"
              .formatted(position, name, json)
              .getBytes(StandardCharsets.UTF_8));
    }
  };

  static final List<Form> ALL = List.of(values());
  private static final int FRAME = 40;

  private final String mediaType;

  Form(String mediaType) {
    this.mediaType = mediaType;
  }

  /// The form of that type.
  static Form of(MediaType type) {
    return ALL.stream().filter(it -> it.mediaType().equals(type)).findFirst().orElseThrow();
  }

  MediaType mediaType() {
    return MediaType.parseMediaType(mediaType);
  }

  abstract void events(LinePage page, OutputStream out) throws IOException;

  /// Something else than an event.
  ///
  /// @param position up to which everything was said
  abstract void record(String name, long position, String json, OutputStream out)
      throws IOException;
}
