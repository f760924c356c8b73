package io.daybook.streamclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Complete lines of an answer, as bytes: what was cut off in the middle of a line is none. Not
/// thread-safe.
final class LineReader {

  /// No event is nearly so long.
  private static final int LONGEST = 1 << 26;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
  private int next;
  private int end;

  LineReader(InputStream in) {
    this.in = in;
  }

  /// The next line with its line feed; null at the end.
  byte @Nullable [] next() throws IOException {
    line.reset();
    while (true) {
      if (next == end) {
        next = 0;
        end = in.read(buffer);
        if (end < 0) {
          end = 0;
          return null;
        }
      }
      int begin = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      boolean complete = next < end;
      next = complete ? next + 1 : next;
      line.write(buffer, begin, next - begin);
      if (complete) {
        return line.toByteArray();
      }
      if (line.size() > LONGEST) {
        throw new StreamException.Corrupt("A line is longer than %d bytes.".formatted(LONGEST));
      }
    }
  }
}
