package io.daybook.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The right of one JVM to run a server on a directory. The system takes it back when the JVM ends
/// in whatever way, so that a server found running under a free claim has no owner any more.
record DirectoryClaim(FileChannel channel) {

  static DirectoryClaim on(String server, Path directory) throws IOException {
    Files.createDirectories(directory);
    var channel =
        FileChannel.open(
            directory.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new DirectoryClaim(channel);
      }
    } catch (OverlappingFileLockException _) {
      // Held by this very JVM: the answer is the same.
    }
    channel.close();
    throw new EmbeddedServerException(
        "%s is already running on %s for another process. Stop that one first, or name another directory."
            .formatted(server, directory));
  }

  void release() {
    try {
      channel.close();
    } catch (IOException _) {
      // The claim ends with this JVM at the latest.
    }
  }
}
