package io.daybook.cli.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Makes the files of parts, in a scratch directory. Used by one thread.
interface PartFiles extends AutoCloseable {

  /// A file that was made.
  ///
  /// @param made where it is now
  /// @param folder where it belongs, below the export's directory
  /// @param suffix what follows the part's name, with the point
  /// @param rows how many events are in it
  record Made(Path made, String folder, String suffix, long rows) {}

  /// Makes the files of one part.
  ///
  /// @param lines its events as JSON lines
  List<Made> of(Path lines, long count) throws IOException;

  @Override
  default void close() {}
}
