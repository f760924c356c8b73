package io.daybook.kernel.projection;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes rows in the text format of PostgreSQL's `COPY`: tabs between columns, `\N` for null, a
/// backslash before what would be read as something else. Not thread-safe.
final class CopyText {

  private static final int PIECE = 1 << 16;

  private final Sink sink;
  private byte[] piece = new byte[2 * PIECE];
  private int length;

  CopyText(Sink sink) {
    this.sink = sink;
  }

  /// Where it goes.
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int offset, int length) throws SQLException;
  }

  void row(@Nullable String[] values) throws SQLException {
    for (int column = 0; column < values.length; column++) {
      if (column > 0) {
        piece[length++] = '\t';
      }
      value(values[column]);
    }
    piece[length++] = '\n';
    if (length >= PIECE) {
      flush();
    }
  }

  private void value(@Nullable String value) {
    if (value == null) {
      room(2);
      piece[length++] = '\\';
      piece[length++] = 'N';
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    room(2 * bytes.length);
    for (byte it : bytes) {
      switch (it) {
        case '\\' -> escaped('\\');
        case '\n' -> escaped('n');
        case '\r' -> escaped('r');
        case '\t' -> escaped('t');
        default -> piece[length++] = it;
      }
    }
  }

  private void escaped(char name) {
    piece[length++] = '\\';
    piece[length++] = (byte) name;
  }

  /// Makes room for so many bytes and the end of their column.
  private void room(int bytes) {
    if (piece.length - length <= bytes + 1) {
      piece = Arrays.copyOf(piece, 2 * (length + bytes + 1));
    }
  }

  /// Hands on what it still has.
  void flush() throws SQLException {
    if (length > 0) {
      sink.write(piece, 0, length);
      length = 0;
    }
  }
}
