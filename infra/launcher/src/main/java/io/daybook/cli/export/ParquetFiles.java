package io.daybook.cli.export;

import io.daybook.streams.table.EventTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Parquet file for each type of event.
final class ParquetFiles implements PartFiles {

  private static final String MEMORY = "512MB";

  private final Path scratch;
  private final EventTable events;

  ParquetFiles(Path scratch) {
    this.scratch = scratch;
    try {
      events = new EventTable(scratch, MEMORY);
    } catch (IOException failed) {
      throw new ExportRefused(String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public List<Made> of(Path lines, long count) throws IOException {
    List<Made> files = new ArrayList<>();
    for (Map.Entry<String, Long> type : events.load(lines).entrySet()) {
      Path made = scratch.resolve(type.getKey() + ".parquet");
      events.write(type.getKey(), made, Map.of());
      files.add(new Made(made, type.getKey(), ".parquet", type.getValue()));
    }
    long rows = files.stream().mapToLong(Made::rows).sum();
    if (rows != count) {
      throw new IOException("%d of %d events came out.".formatted(rows, count));
    }
    return files;
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException failed) {
      throw new ExportRefused(String.valueOf(failed.getMessage()), failed);
    }
  }
}
