package io.daybook.cli.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Events of one day on their way into a part, as lines in a scratch file. Used by one thread.
final class Stretch implements AutoCloseable {

  private static final int BUFFER = 1 << 18;

  private final Path file;
  private final String day;
  private final OutputStream out;
  private final MessageDigest digest = sha256();
  private long first;
  private long count;

  Stretch(Path file, String day) throws IOException {
    this.file = file;
    this.day = day;
    this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
  }

  String day() {
    return day;
  }

  Path file() {
    return file;
  }

  long count() {
    return count;
  }

  long first() {
    return first;
  }

  long last() {
    return first + count - 1;
  }

  /// @param line with its line feed
  void add(long position, byte[] line) throws IOException {
    if (count == 0) {
      first = position;
    } else if (position != first + count) {
      throw new IOException("After position %d came %d.".formatted(last(), position));
    }
    count++;
    digest.update(line);
    out.write(line);
  }

  /// Ends the file, and says what is in it.
  String finish() throws IOException {
    out.close();
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
