package io.daybook.eventstore;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Writes an archived file. Nobody sees it before it is complete and on disk, and one written
/// before is replaced as a whole.
final class ArchiveWriter implements Closeable {

  private static final int LINES_IN_A_PART = 1_000;

  private final Path directory;
  private final Path file;
  private final Path unfinished;
  private final long first;
  private final long last;
  private final FileChannel channel;
  private final CountingOutput compressed;
  private final TreeMap<Long, Long> offsets = new TreeMap<>();
  private GZIPOutputStream part;
  private long position;

  ArchiveWriter(Path directory, long first, long last) throws IOException {
    this.directory = directory;
    this.first = first;
    this.last = last;
    this.position = first - 1;
    Files.createDirectories(directory);
    file = directory.resolve(Manifest.fileName(first, last));
    unfinished = directory.resolve(file.getFileName() + ".unfinished");
    channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    compressed =
        new CountingOutput(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
    part = nextPart();
  }

  /// @throws IOException when it is not the next position: a range with a hole is not archived
  void write(CopyLine line) throws IOException {
    if (line.position() != position + 1) {
      throw new IOException(
          "Position %d is not where it should be; nothing is archived.".formatted(position + 1));
    }
    if (position >= first && (position - first + 1) % LINES_IN_A_PART == 0) {
      part.finish();
      part = nextPart();
    }
    line.writeTo(part);
    position++;
  }

  private GZIPOutputStream nextPart() throws IOException {
    offsets.put(position, compressed.count);
    return new GZIPOutputStream(compressed, 1 << 14);
  }

  /// Completes the file: when this returns it is on disk, under its name, with its manifest.
  ArchiveFile finish() throws IOException {
    if (position != last) {
      throw new IOException("Position %d is missing; nothing is archived.".formatted(position + 1));
    }
    part.finish();
    compressed.flush();
    channel.force(true);
    Manifest manifest =
        new Manifest(first, last, HexFormat.of().formatHex(compressed.digest.digest()), offsets);
    Path description = file.resolveSibling(unfinished.getFileName() + ".manifest");
    Files.write(description, manifest.lines());
    force(description);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    Files.move(description, Manifest.beside(file), StandardCopyOption.REPLACE_EXISTING);
    force(directory);
    ArchiveFile written = ArchiveFile.open(file);
    if (!written.isWhole()) {
      throw new IOException(file + " can't be read back as it was written.");
    }
    return written;
  }

  private static void force(Path path) throws IOException {
    try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }

  private static final class CountingOutput extends FilterOutputStream {

    private final MessageDigest digest = CopyLine.sha256();
    private long count;

    CountingOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      digest.update((byte) b);
      count++;
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      digest.update(bytes, offset, length);
      count += length;
      out.write(bytes, offset, length);
    }
  }
}
