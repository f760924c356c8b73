package io.daybook.eventstore;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of bytes into lines. Used by one thread.
final class LineSource implements Closeable {

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;

  LineSource(InputStream in) {
    this.in = in;
  }

  /// The next line; null after the last.
  ///
  /// @throws EOFException when the last line has no end
  @Nullable CopyLine next() throws IOException {
    int seen = start;
    while (true) {
      for (int i = seen; i < end; i++) {
        if (buffer[i] == '\n') {
          CopyLine line = new CopyLine(Arrays.copyOfRange(buffer, start, i + 1));
          start = i + 1;
          return line;
        }
      }
      makeRoom();
      seen = end;
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        if (end > 0) {
          throw new EOFException("The last line is cut off.");
        }
        return null;
      }
      end += read;
    }
  }

  /// Moves the line that has begun to the front, and makes the buffer larger when it fills it.
  private void makeRoom() {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
