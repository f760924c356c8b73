package io.daybook.cli.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.privacy.Finds;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsSpec {

  private static final String NAME = "Zenobia Æbelø";
  private static final String LINE = "{\"position\":3,\"payload\":{\"reason\": \"for %s\"}}\n";

  @TempDir private Path folder;

  @Test
  void a_value_is_found_in_lines_packed_lines_and_parquet() throws Exception {
    Path plain = Files.writeString(folder.resolve("a.ndjson"), "{}\n" + LINE.formatted(NAME));
    Path packed = folder.resolve("b.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(LINE.formatted(NAME.toUpperCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
    }
    Path parquet = parquet(folder.resolve("c.parquet"), NAME);

    Finds finds = new Exports(List.of(NAME)).search(folder);

    assertThat(finds.all().stream().map(it -> it.place() + " " + it.where()))
        .containsExactly(plain + " [line 2]", packed + " [line 1]", parquet + " [position 7]");
    assertThat(finds.items()).isEqualTo(5);
  }

  @Test
  void what_is_not_there_is_not_found() throws Exception {
    parquet(folder.resolve("c.parquet"), "somebody else");

    Finds finds = new Exports(List.of(NAME)).search(folder);

    assertThat(finds.all()).isEmpty();
    assertThat(finds.places()).hasSize(1);
  }

  private static Path parquet(Path file, String name) throws Exception {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "copy (select 6 as position, [] as lines union all select 7, [{'note': '%s'}]) to '%s' (format parquet)"
              .formatted(name, file));
    }
    return file;
  }
}
