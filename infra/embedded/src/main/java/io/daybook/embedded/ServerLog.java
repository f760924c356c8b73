package io.daybook.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// What a child server has printed since its last start, in a file: a pipe would end with this
/// process and take the child's last words with it.
record ServerLog(Path file) {

  private static final int TAIL_BYTES = 4_096;

  /// Begins a new file; the one before is kept as `*.previous`.
  void roll() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".previous"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// The last lines, or a remark that there are none.
  String tail() {
    try (var channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      var text =
          new String(
              java.nio.channels.Channels.newInputStream(channel).readAllBytes(),
              StandardCharsets.UTF_8);
      return text.isBlank() ? "(it says nothing)" : text.strip();
    } catch (IOException _) {
      return "(it cannot be read)";
    }
  }

  boolean says(String words) {
    return tail().contains(words);
  }

  boolean saysDiskFull() {
    return saysDiskFull(tail());
  }

  static boolean saysDiskFull(String text) {
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }
}
