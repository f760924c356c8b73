package io.daybook.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/// An event as a row of PostgreSQL's COPY in binary format, its columns as [LogRows#COLUMNS] has
/// them: nothing is escaped, and numbers and times need not be read as text. Used by one thread.
final class CopyRow {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  /// What a server writes before the first row: the signature, flags, and how much more there is.
  private static final int HEADER = SIGNATURE.length + 2 * Integer.BYTES;

  private static final short COLUMNS = 10;
  private static final short END = -1;
  private static final byte JSONB = 1;
  private static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final long MICROS = 1_000_000;

  private final byte[] bytes;
  private final ByteBuffer row;

  private CopyRow(byte[] bytes, int start) {
    this.bytes = bytes;
    this.row = ByteBuffer.wrap(bytes).position(start);
  }

  /// Of what the server sends first, which begins with the format's header.
  ///
  /// @throws IllegalStateException when that is not there
  static CopyRow first(byte[] bytes) {
    if (bytes.length < HEADER
        || !Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
        || ByteBuffer.wrap(bytes).getLong(SIGNATURE.length) != 0) {
      throw new IllegalStateException("The server does not copy in the binary format known here");
    }
    return new CopyRow(bytes, HEADER);
  }

  /// Of what it sends then, piece by piece.
  static CopyRow next(byte[] bytes) {
    return new CopyRow(bytes, 0);
  }

  /// Whether there is no event in it: only the end comes in such a piece.
  boolean isEnd() {
    return !row.hasRemaining() || row.getShort(row.position()) == END;
  }

  /// The event; to be asked once.
  ///
  /// @throws IllegalStateException when the columns are others
  RawEvent event() {
    if (row.getShort() != COLUMNS) {
      throw new IllegalStateException("A copied row has other columns");
    }
    long position = number();
    byte[] stream = text();
    long version = number();
    return new RawEvent(
        position,
        stream,
        version,
        text(),
        text(),
        new String(text(), UTF_8),
        text(),
        json(),
        json(),
        time());
  }

  private long number() {
    if (row.getInt() != Long.BYTES) {
      throw new IllegalStateException("A copied number has another length");
    }
    return row.getLong();
  }

  private byte[] text() {
    return slice(row.getInt());
  }

  private byte[] json() {
    int length = row.getInt();
    if (row.get() != JSONB) {
      throw new IllegalStateException("Copied JSON has another version");
    }
    return slice(length - 1);
  }

  private byte[] slice(int length) {
    int from = row.position();
    row.position(from + length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  private Instant time() {
    long micros = number();
    return Instant.ofEpochSecond(
        EPOCH_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }
}
