package io.daybook.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Turns lines of COPY's text format into JSON lines, byte by byte: PostgreSQL wrote payload and
/// metadata as JSON already, and nobody here reads them. Used by one thread.
final class JsonLines {

  /// What every line begins with.
  static final byte[] BEGIN = ascii("{\"position\":");

  /// More than that isn't kept: what comes then must be asked for again. A single line may be
  /// longer.
  static final int MOST = 4 << 20;

  private static final byte[] STREAM = ascii(",\"stream\":\"");
  private static final byte[] VERSION = ascii("\",\"version\":");
  private static final byte[] AGGREGATE_TYPE = ascii(",\"aggregateType\":\"");
  private static final byte[] EVENT_ID = ascii("\",\"eventId\":\"");
  private static final byte[] TYPE = ascii("\",\"type\":\"");
  private static final byte[] REVISION = ascii("\",\"revision\":\"");
  private static final byte[] PAYLOAD = ascii("\",\"payload\":");
  private static final byte[] METADATA = ascii(",\"metadata\":");
  private static final byte[] RECORDED_AT = ascii(",\"recordedAt\":\"");
  private static final byte[] END = ascii("Z\"}\n");
  private static final byte[] HEX = ascii("0123456789abcdef");

  /// More than all names together.
  private static final int NAMES = 256;

  private static final int LONGEST_ESCAPE = 6;

  private final long after;
  private final boolean dense;
  private byte[] out;
  private int length;
  private int count;
  private long last;
  private boolean full;
  private byte[] line = new byte[0];
  private int at;

  /// @param dense whether a position that is missing is to be noticed
  /// @param room how many bytes are expected
  JsonLines(long after, boolean dense, int room) {
    this.after = after;
    this.last = after;
    this.dense = dense;
    this.out = new byte[room];
  }

  /// Whether no more lines are taken.
  boolean isFull() {
    return full;
  }

  /// The position of the last line that was taken.
  long last() {
    return last;
  }

  LinePage page(long end) {
    return new LinePage(after, full ? last : end, count, out, length);
  }

  /// Adds a line, unless there are too many, or one is missing before it.
  void add(CopyLine copied) {
    long position = copied.position();
    full |= length >= MOST;
    if (full || (dense && position != last + 1)) {
      return;
    }
    line = copied.bytes();
    makeRoom();
    at = 0;
    put(BEGIN);
    number();
    put(STREAM);
    text();
    put(VERSION);
    number();
    put(AGGREGATE_TYPE);
    text();
    put(EVENT_ID);
    text();
    put(TYPE);
    text();
    put(REVISION);
    text();
    put(PAYLOAD);
    json();
    put(METADATA);
    json();
    put(RECORDED_AT);
    time();
    put(END);
    last = position;
    count++;
  }

  /// The fields that are no JSON yet are short, and so is what must be escaped in them.
  private void makeRoom() {
    int needed = length + LONGEST_ESCAPE * (line.length - longest()) + longest() + NAMES;
    if (needed > out.length) {
      out = Arrays.copyOf(out, Math.max(needed, out.length + out.length / 2));
    }
  }

  /// How much of the line is payload, metadata and time, which get no longer.
  private int longest() {
    int tabs = 0;
    int i = 0;
    while (tabs < 7) {
      if (line[i++] == '\t') {
        tabs++;
      }
    }
    return line.length - i;
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
  }

  private void number() {
    while (line[at] != '\t') {
      out[length++] = line[at++];
    }
    at++;
  }

  private void text() {
    for (byte b = line[at++]; b != '\t'; b = line[at++]) {
      int c = b == '\\' ? CopyLine.meant((char) line[at++]) : b;
      if (c == '"' || c == '\\') {
        out[length++] = '\\';
        out[length++] = (byte) c;
      } else if (c >= 0 && c < ' ') {
        put(ascii("\\u00"));
        out[length++] = HEX[c >> 4];
        out[length++] = HEX[c & 15];
      } else {
        out[length++] = (byte) c;
      }
    }
  }

  /// `jsonb` is written on one line, so the only thing that COPY escapes in it is the backslash.
  private void json() {
    int from = at;
    while (true) {
      byte b = line[at++];
      if (b == '\t' || b == '\\') {
        int end = b == '\t' ? at - 1 : at;
        System.arraycopy(line, from, out, length, end - from);
        length += end - from;
        if (b == '\t') {
          return;
        }
        from = ++at;
      }
    }
  }

  /// From `2026-11-23 09:30:00.25+00` to `2026-11-23T09:30:00.25`.
  private void time() {
    for (byte b = line[at++]; b != '+'; b = line[at++]) {
      out[length++] = b == ' ' ? (byte) 'T' : b;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
