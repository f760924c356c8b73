package io.daybook.cli.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What an export's directory holds: `manifest.json` in it. What isn't in there isn't exported.
///
/// @param format of its files
/// @param from where it was asked to begin, a position or an instant
/// @param parts in the log's order, without a hole between them
record Manifest(Format format, String from, List<Part> parts) {

  private static final String FILE = "manifest.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Manifest {
    parts = List.copyOf(parts);
  }

  /// The manifest of a directory, or an empty one when it has none. Reads every file that it names.
  ///
  /// @throws ExportRefused when it is that of another export, or a file is not what it says
  static Manifest in(Path directory, Format format, String from) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return new Manifest(format, from, List.of());
    }
    Manifest there;
    try {
      there = JSON.readValue(Files.readAllBytes(file), Manifest.class);
    } catch (JacksonException broken) {
      throw new ExportRefused(file + " is not the manifest of an export.", broken);
    }
    if (there.format() != format || !there.from().equals(from)) {
      throw new ExportRefused(
          "%s holds an export of format %s from %s. Go on with these, or take another directory."
              .formatted(directory, there.format(), there.from()));
    }
    for (Part part : there.parts()) {
      for (ExportedFile one : part.files()) {
        Path path = directory.resolve(one.path());
        if (!Files.exists(path)
            || Files.size(path) != one.bytes()
            || !Sha256.of(path).equals(one.sha256())) {
          throw new ExportRefused(
              "%s is missing or is not what %s says. Take it from a backup, or export to an empty directory."
                  .formatted(path, file));
        }
      }
    }
    return there;
  }

  Manifest with(List<Part> next) {
    List<Part> more = new ArrayList<>(parts);
    more.addAll(next);
    return new Manifest(format, from, more);
  }

  /// Whether nothing has been exported yet.
  boolean empty() {
    return parts.isEmpty();
  }

  /// The last position that was exported.
  long last() {
    return parts.getLast().last();
  }

  /// Replaces the one in the directory, which a crash leaves as it was or as it is to be.
  void save(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    Path next = directory.resolve(FILE + ".next");
    Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    sync(next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(directory);
  }

  /// Returns when a file, or what a directory lists, would survive a power cut.
  static void sync(Path path) throws IOException {
    try (FileChannel open = FileChannel.open(path, StandardOpenOption.READ)) {
      open.force(true);
    }
  }
}
