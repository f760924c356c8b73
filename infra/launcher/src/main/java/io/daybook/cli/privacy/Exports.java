package io.daybook.cli.privacy;

import io.daybook.privacy.Finds;
import io.daybook.privacy.Needles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Looks through exports on this disk: Parquet by DuckDB, everything else line by line.
public final class Exports {

  private final Needles needles;

  /// @param values to look for
  public Exports(Collection<String> values) {
    needles = new Needles(values, List.of(), List.of());
  }

  /// Looks through all files below a directory.
  ///
  /// @throws IOException when one can't be read
  public Finds search(Path directory) throws IOException {
    Finds finds = new Finds(needles, _ -> {});
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        finds.begin(file.toString());
        if (file.toString().endsWith(".parquet")) {
          parquet(file, finds);
        } else {
          lines(file, finds);
        }
      }
    }
    return finds;
  }

  private static void lines(Path file, Finds finds) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                StandardCharsets.ISO_8859_1))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        finds.look(
            file.toString(),
            "line " + number,
            new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
      }
    }
  }

  private static void parquet(Path file, Finds finds) throws IOException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select position, file::varchar from read_parquet('%s') file"
                    .formatted(file.toString().replace("'", "''")))) {
      while (rows.next()) {
        finds.look(file.toString(), "position " + rows.getLong(1), rows.getString(2));
      }
    } catch (SQLException failed) {
      throw new IOException("DuckDB can't read %s.".formatted(file), failed);
    }
  }
}
