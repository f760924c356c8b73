package io.daybook.launcher.privacy;

import io.daybook.privacy.Finds;
import io.daybook.privacy.SearchedStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// What the program and its servers have logged on this disk.
final class SearchedLogFiles implements SearchedStore {

  private static final Pattern LOG = Pattern.compile(".*\\.log(\\..*)?");

  /// Kafka's own segments, which are searched as topics, are called like logs.
  private static final Pattern SEGMENT = Pattern.compile("\\d{20}\\.log");

  private static final int DEPTH = 3;

  private final @Nullable Path file;

  /// @param file of the program's own log; null when it has none
  SearchedLogFiles(@Nullable Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "log files";
  }

  /// PostgreSQL quotes rows that it refuses.
  @Override
  public boolean keepsSealed() {
    return true;
  }

  @Override
  public void search(Finds finds) throws IOException {
    if (file == null) {
      return;
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path root =
        folder.endsWith("logs") ? Objects.requireNonNullElse(folder.getParent(), folder) : folder;
    for (Path one : files(root)) {
      finds.begin(one.toString());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(open(one), StandardCharsets.ISO_8859_1))) {
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          number++;
          finds.look(
              one.toString(),
              "line " + number,
              new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root, DEPTH)) {
      return all.filter(Files::isRegularFile)
          .filter(it -> LOG.matcher(it.getFileName().toString()).matches())
          .filter(it -> !SEGMENT.matcher(it.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }
}
