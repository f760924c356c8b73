package io.daybook.cli.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/// Events of one day on their way into a part, as lines in a scratch file. Used by one thread.
final class Stretch implements AutoCloseable {

  private static final int BUFFER = 1 << 18;

  private final Path file;
  private final String day;
  private final OutputStream out;
  private final MessageDigest digest = Sha256.start();
  private final EventIds ids = new EventIds();
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

  /// How the files of its part are called, but for what follows the point.
  String name() {
    return Part.name(day, first, last());
  }

  Path file() {
    return file;
  }

  long count() {
    return count;
  }

  private long last() {
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
    ids.add(line);
    out.write(line);
  }

  /// What is in the file, which has been closed.
  ///
  /// @param files that were made of it
  Part part(List<ExportedFile> files) {
    return new Part(first, last(), day, Sha256.hex(digest), ids.sha256(), files);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
