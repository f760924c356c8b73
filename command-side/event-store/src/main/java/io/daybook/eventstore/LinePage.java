package io.daybook.eventstore;

/// A stretch of the log as JSON lines in UTF-8, each with its end. Not to be altered.
///
/// @param after the last position before it
/// @param last where it ends: whatever was wanted between is in it
/// @param count how many lines
/// @param bytes the lines, and room behind them
/// @param length how many of the bytes are lines
@SuppressWarnings("ArrayRecordComponent") // A page is passed on, never compared.
public record LinePage(long after, long last, int count, byte[] bytes, int length) {

  private static final int POSITION = JsonLines.BEGIN.length;

  /// The same, cut off after so many lines.
  public LinePage first(int lines) {
    if (lines >= count) {
      return this;
    }
    int end = 0;
    int begin = 0;
    for (int line = 0; line < lines; line++) {
      begin = end;
      end = endOfLine(begin);
    }
    return new LinePage(after, lines == 0 ? after : positionAt(begin), lines, bytes, end);
  }

  /// Where the line that begins at `begin` ends, its line feed included.
  public int endOfLine(int begin) {
    int end = begin;
    while (bytes[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  /// The position that the line which begins at `begin` tells.
  public long positionAt(int begin) {
    long position = 0;
    for (int i = begin + POSITION; bytes[i] != ','; i++) {
      position = position * 10 + (bytes[i] - '0');
    }
    return position;
  }
}
