package io.daybook.cli.export;

import java.nio.file.Path;

/// What an export's files are.
public enum Format {
  /// One file for each type of event and part, with a typed column for each member.
  PARQUET,
  /// The lines of the stream API, packed with gzip, one file for each part.
  NDJSON;

  PartFiles open(Path scratch) {
    return switch (this) {
      case PARQUET -> new ParquetFiles(scratch);
      case NDJSON -> new NdjsonFiles(scratch);
    };
  }
}
