package io.daybook.cli.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What an export has to know of an event, out of its line and without reading all of it.
final class EventLine {

  private static final byte[] EVENT = bytes("{\"position\":");
  private static final byte[] ID = bytes("\"eventId\":\"");
  private static final byte[] RECORDED = bytes("\"recordedAt\":\"");

  /// Follows `recordedAt` when a personal field of the event is erased.
  private static final byte[] ERASED = bytes("\",\"erased\":[");

  private static final int DAY = 10;

  private EventLine() {}

  /// Whether it is an event, and not the last word of an answer.
  static boolean is(byte[] line) {
    return matches(line, 0, EVENT);
  }

  static long position(byte[] line) {
    long position = 0;
    for (int i = EVENT.length; line[i] != ','; i++) {
      position = position * 10 + (line[i] - '0');
    }
    return position;
  }

  /// The event's id; within a text before it quotes have a backslash.
  static byte[] id(byte[] line) throws IOException {
    for (int i = EVENT.length; i < line.length; i++) {
      if (matches(line, i, ID)) {
        int end = i + ID.length;
        while (line[end] != '"') {
          end++;
        }
        return Arrays.copyOfRange(line, i + ID.length, end);
      }
    }
    throw new IOException("An event has no id.");
  }

  /// The UTC day on which it was recorded.
  static String day(byte[] line) throws IOException {
    return new String(line, recordedAt(line), DAY, StandardCharsets.US_ASCII);
  }

  /// Whether a personal field is shown as erased.
  static boolean isErased(byte[] line) throws IOException {
    for (int i = recordedAt(line) + DAY; i < line.length; i++) {
      if (matches(line, i, ERASED)) {
        return true;
      }
    }
    return false;
  }

  /// Where the value of the line's last member, or last but one, begins.
  private static int recordedAt(byte[] line) throws IOException {
    for (int i = line.length - RECORDED.length - DAY; i > 0; i--) {
      if (matches(line, i, RECORDED)) {
        return i + RECORDED.length;
      }
    }
    throw new IOException("An event doesn't say when it was recorded.");
  }

  private static boolean matches(byte[] line, int at, byte[] what) {
    if (line.length - at < what.length) {
      return false;
    }
    for (int i = 0; i < what.length; i++) {
      if (line[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
