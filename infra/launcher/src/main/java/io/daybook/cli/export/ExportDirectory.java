package io.daybook.cli.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where an export goes. Only one process at a time has it open. A part is in it or not: its files
/// come first, and count once the manifest names them; those that a crash left unnamed are removed.
final class ExportDirectory implements AutoCloseable {

  private static final String SCRATCH = ".scratch";
  private static final Pattern OURS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d-\\d{12}-\\d{12}\\.(parquet|ndjson\\.gz)");

  private final Path path;
  private final FileChannel lock;
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

  /// Takes the files of a part in.
  Part add(Stretch stretch, String sha256, List<PartFiles.Made> made) throws IOException {
    String name = Part.name(stretch.day(), stretch.first(), stretch.last());
    List<ExportedFile> files = new ArrayList<>();
    for (PartFiles.Made one : made) {
      Manifest.sync(one.made());
      Path folder = path.resolve(one.folder());
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        Manifest.sync(path);
      }
      Path file = folder.resolve(name + one.suffix());
      String digest = digest(one.made());
      Files.move(one.made(), file, StandardCopyOption.ATOMIC_MOVE);
      Manifest.sync(folder);
      files.add(
          new ExportedFile(
              one.folder() + "/" + file.getFileName(), one.rows(), Files.size(file), digest));
    }
    Part part = new Part(stretch.first(), stretch.last(), stretch.day(), sha256, files);
    manifest = manifest.with(part);
    manifest.save(path);
    return part;
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

  private static String digest(Path file) throws IOException {
    MessageDigest digest = Stretch.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
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
