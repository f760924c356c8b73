package io.daybook.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where everything of one Daybook is kept. One process holds it at a time.
public final class DataDirectory implements AutoCloseable {

  /// Where data are kept when nothing else is said.
  public static final Path DEFAULT = Path.of(".daybook", "data");

  /// Name of the file that tells where the APIs are while Daybook runs.
  public static final String API_ADDRESS = "api.url";

  private static final long LEAST_SPACE = 512L << 20;

  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Opens the directory, which is made when it does not exist, for this process alone.
  ///
  /// @throws Trouble when another process holds it, or it can't be written, or the disk is full
  public static DataDirectory open(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      long space = Files.getFileStore(path).getUsableSpace();
      if (space < LEAST_SPACE) {
        throw new Trouble(
            "There is too little space left for %s: %,d MiB, and Daybook wants at least %,d MiB."
                .formatted(path, space >> 20, LEAST_SPACE >> 20));
      }
      FileChannel file =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(file)) {
        file.close();
        throw new Trouble(
            "Another Daybook is running on %s: stop it first, or name another directory with --data."
                .formatted(path));
      }
      return new DataDirectory(path, file);
    } catch (IOException failed) {
      throw new Trouble("%s can't be used for data: %s.".formatted(path, failed));
    }
  }

  /// The directory itself, absolute.
  public Path path() {
    return path;
  }

  /// Forgets everything that is in it, but for the lock.
  ///
  /// @throws Trouble when something can't be deleted
  public void forget() {
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> old = entries.filter(it -> !it.endsWith("lock")).toList();
      for (Path entry : old) {
        delete(entry);
      }
    } catch (IOException failed) {
      throw new Trouble("The data in %s can't be deleted: %s.".formatted(path, failed));
    }
  }

  /// Bytes that may still be written.
  long usableSpace() throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  /// Tells other processes where the APIs are.
  void announce(URI api) throws IOException {
    Path file = path.resolve(API_ADDRESS);
    Path draft = path.resolve(API_ADDRESS + ".new");
    Files.writeString(draft, api + "\n");
    Files.move(
        draft,
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /// Takes the announcement back.
  void withdraw() {
    try {
      Files.deleteIfExists(path.resolve(API_ADDRESS));
    } catch (IOException _) {
      // Somebody deleted the directory under us: there is nothing to withdraw.
    }
  }

  @Override
  public void close() {
    withdraw();
    try {
      lockFile.close();
    } catch (IOException _) {
      // The lock ends with the process anyway.
    }
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      @Nullable FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
