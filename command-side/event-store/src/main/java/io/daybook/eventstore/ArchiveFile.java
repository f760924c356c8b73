package io.daybook.eventstore;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// An archived range of the log: lines in COPY's text format, compressed in parts, so that a reader
/// can begin at any of them. `zcat` reads the whole. Thread-safe.
///
/// @param path the compressed file; its manifest stands beside it
record ArchiveFile(Path path, Manifest manifest) {

  private static final int BUFFER = 1 << 16;

  /// @throws IOException when the file or its manifest is absent, or not of this kind
  static ArchiveFile open(Path path) throws IOException {
    if (!Files.isReadable(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return new ArchiveFile(path, Manifest.read(Manifest.beside(path)));
  }

  /// Takes lines.
  @FunctionalInterface
  interface LineReader {
    /// @return whether more is wanted
    boolean take(CopyLine line);
  }

  /// Hands out the lines after a position, in order.
  void after(long position, LineReader reader) throws IOException {
    var part = manifest.offsets().floorEntry(Math.max(position, manifest.first() - 1));
    if (part == null) {
      throw new IOException(path + " has no part for position " + (position + 1));
    }
    try (FileChannel channel = FileChannel.open(path)) {
      channel.position(part.getValue());
      try (LineSource lines = new LineSource(uncompressed(Channels.newInputStream(channel)))) {
        for (CopyLine line = lines.next(); line != null; line = lines.next()) {
          if (line.position() > position && !reader.take(line)) {
            return;
          }
        }
      }
    }
  }

  /// The events after a position, in order, at most `limit`.
  List<StoredEvent> events(long position, int limit) throws IOException {
    List<StoredEvent> events = new ArrayList<>();
    after(
        position,
        line -> {
          events.add(line.event());
          return events.size() < limit;
        });
    return events;
  }

  /// The whole file, uncompressed.
  InputStream lines() throws IOException {
    return uncompressed(Files.newInputStream(path));
  }

  /// Whether the file is what its manifest says.
  boolean isWhole() throws IOException {
    MessageDigest digest = CopyLine.sha256();
    try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(path, sink);
    }
    return HexFormat.of().formatHex(digest.digest()).equals(manifest.sha256());
  }

  private static InputStream uncompressed(InputStream compressed) throws IOException {
    return new GZIPInputStream(new BufferedInputStream(compressed, BUFFER), BUFFER);
  }
}
