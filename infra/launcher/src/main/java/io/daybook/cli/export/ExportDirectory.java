package io.daybook.cli.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where an export goes. Only one process at a time has it open. A part is in it or not: its files
/// come first, and count once the manifest names them; those that a crash left unnamed are removed.
/// Until it is known that its events are the log's it waits in the scratch directory.
final class ExportDirectory implements AutoCloseable {

  private static final String SCRATCH = ".scratch";
  private static final Pattern OURS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d-\\d{12}-\\d{12}\\.(parquet|ndjson\\.gz)");

  private final Path path;
  private final FileChannel lock;
  private final List<Part> staged = new ArrayList<>();
  private Manifest manifest;

  /// @throws ExportRefused when it holds another export, or another process exports to it
  ExportDirectory(Path path, Format format, String from) throws IOException {
    this.path = path;
    Files.createDirectories(path);
    lock =
        FileChannel.open(
            path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new ExportRefused("Another process exports to " + path + ".");
      }
      manifest = Manifest.in(path, format, from);
      removeUnnamed();
      empty(scratch());
      Files.createDirectories(scratch());
    } catch (IOException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  Path scratch() {
    return path.resolve(SCRATCH);
  }

  Manifest manifest() {
    return manifest;
  }

  /// Keeps the files of a part until it is known that its events are the log's.
  Part stage(Stretch stretch, List<PartFiles.Made> made) throws IOException {
    List<ExportedFile> files = new ArrayList<>();
    for (PartFiles.Made one : made) {
      String name = stretch.name() + one.suffix();
      Path kept = Files.createDirectories(staged().resolve(one.folder())).resolve(name);
      Manifest.sync(one.made());
      Files.move(one.made(), kept, StandardCopyOption.ATOMIC_MOVE);
      files.add(
          new ExportedFile(
              one.folder() + "/" + name, one.rows(), Files.size(kept), Sha256.of(kept)));
    }
    Part part = stretch.part(files);
    staged.add(part);
    return part;
  }

  /// Takes in what was staged: all of it or, after a crash, nothing.
  void takeIn() throws IOException {
    if (staged.isEmpty()) {
      return;
    }
    Set<Path> folders = new HashSet<>();
    for (Part part : staged) {
      for (ExportedFile one : part.files()) {
        Path file = path.resolve(one.path());
        Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.move(staged().resolve(one.path()), file, StandardCopyOption.ATOMIC_MOVE);
        folders.add(folder);
      }
    }
    for (Path folder : folders) {
      Manifest.sync(folder);
    }
    Manifest.sync(path);
    manifest = manifest.with(staged);
    manifest.save(path);
    staged.clear();
  }

  private Path staged() {
    return scratch().resolve("staged");
  }

  private void removeUnnamed() throws IOException {
    Set<Path> named =
        manifest.parts().stream()
            .flatMap(it -> it.files().stream())
            .map(it -> path.resolve(it.path()))
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(path, 2)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (OURS.matcher(file.getFileName().toString()).matches() && !named.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  private static void empty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      empty(scratch());
    } finally {
      lock.close();
    }
  }
}
