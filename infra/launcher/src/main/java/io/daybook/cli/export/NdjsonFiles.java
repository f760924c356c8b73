package io.daybook.cli.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// The lines as they are, packed.
final class NdjsonFiles implements PartFiles {

  private static final int BUFFER = 1 << 16;

  private final Path scratch;

  NdjsonFiles(Path scratch) {
    this.scratch = scratch;
  }

  @Override
  public List<Made> of(Path lines, long count) throws IOException {
    Path packed = scratch.resolve("events.ndjson.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed), BUFFER)) {
      Files.copy(lines, out);
    }
    return List.of(new Made(packed, "events", ".ndjson.gz", count));
  }
}
