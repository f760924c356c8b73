package io.daybook.eventstore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/// An event as a line of PostgreSQL's COPY text format, times in UTC: the form in which it is
/// archived, and of which its digest is taken. The same event always makes the same bytes.
final class CopyLine {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .appendLiteral("+00")
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private final byte[] bytes;

  /// @param bytes with the line's end; they are not copied
  CopyLine(byte[] bytes) {
    this.bytes = bytes;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /// Not to be altered.
  byte[] bytes() {
    return bytes;
  }

  long position() {
    long position = 0;
    for (int i = 0; bytes[i] != '\t'; i++) {
      position = position * 10 + (bytes[i] - '0');
    }
    return position;
  }

  byte[] digest() {
    return sha256().digest(bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  StoredEvent event() {
    String[] fields =
        new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8).split("\t", -1);
    return new StoredEvent(
        Long.parseLong(fields[0]),
        plain(fields[1]),
        Long.parseLong(fields[2]),
        plain(fields[3]),
        plain(fields[4]),
        plain(fields[5]),
        plain(fields[6]),
        plain(fields[7]),
        plain(fields[8]),
        TIME.parse(fields[9], Instant::from));
  }

  private static String plain(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder plain = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '\\') {
        plain.append(c);
      } else {
        plain.append(meant(field.charAt(++i)));
      }
    }
    return plain.toString();
  }

  /// What a character stands for that follows a backslash.
  static char meant(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> escaped;
    };
  }
}
