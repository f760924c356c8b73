package io.daybook.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The server's programs, unpacked once a version into the user's cache directory and shared by
/// every server of this user.
record PostgresInstallation(Path directory) {

  Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  /// Unpacks the archive of this platform unless that has been done. Two processes may do it at the
  /// same time: each unpacks beside the place, and the first one moves in.
  static PostgresInstallation unpacked() {
    var archive = archiveOfThisPlatform();
    var cache = cacheDirectory();
    try {
      var home = cache.resolve("postgresql-" + digest(archive));
      if (!Files.isDirectory(home)) {
        Files.createDirectories(cache);
        var fresh = Files.createTempDirectory(cache, "unpacking-");
        unpack(archive, fresh);
        moveIn(fresh, home);
      }
      return new PostgresInstallation(home);
    } catch (IOException e) {
      throw EmbeddedServerException.files("PostgreSQL", cache, e);
    }
  }

  private static void moveIn(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Directories.delete(fresh);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static void unpack(String archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("An entry leaves the archive: " + entry.getName());
        }
        write(tar, entry, path);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      var executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static String digest(String archive) throws IOException {
    try (var in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream open(String archive) {
    var in = PostgresInstallation.class.getResourceAsStream(archive);
    if (in == null) {
      throw new EmbeddedServerException(
          "PostgreSQL is not packaged for this platform (%s is missing). Point Daybook at a server of your own."
              .formatted(archive));
    }
    return in;
  }

  private static String archiveOfThisPlatform() {
    var system =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    var processor =
        switch (System.getProperty("os.arch", "")) {
          case "aarch64", "arm64" -> "arm_64";
          default -> "x86_64";
        };
    return "/postgres-%s-%s.txz".formatted(system, processor);
  }

  private static Path cacheDirectory() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(directory -> !directory.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("daybook")
        .toAbsolutePath();
  }
}
