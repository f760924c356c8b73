package io.daybook.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.CallTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportSpec {

  private static final long LARGE = 1_000;

  @TempDir Path folder;
  private History history;

  @BeforeEach
  void thereIsAHistory() throws IOException {
    history = new History();
  }

  @AfterEach
  void itIsOver() {
    history.close();
  }

  @Test
  void every_type_of_event_has_a_table_with_typed_columns() throws Exception {
    history.everyType("2010-12-01");

    export(Format.PARQUET, null, LARGE);

    assertThat(files(".parquet")).hasSameSizeAs(history.lines);
    assertThat(ask("select count(*) from read_parquet('%s/*/*.parquet', union_by_name = true)"))
        .isEqualTo(String.valueOf(history.lines.size()));
    assertThat(
            ask(
                """
                select typeof(total_minor) || ' ' || total_minor || ' ' || total_currency || ' '
                       || typeof(placed_at) || ' ' || typeof(lines[1].units)
                  from read_parquet('%s/ordering.order-placed/*.parquet')
                """))
        .matches("BIGINT \\d+ GBP TIMESTAMP WITH TIME ZONE BIGINT");
  }

  @Test
  void nothing_that_a_card_could_be_charged_with_is_exported_as_a_column() throws Exception {
    history.everyType("2010-12-01");

    export(Format.PARQUET, null, LARGE);

    assertThat(
            ask(
                """
                select coalesce(string_agg(column_name, ','), 'none')
                  from (describe select * from read_parquet('%s/*/*.parquet', union_by_name = true))
                 where column_name ilike '%%token%%' or column_name ilike '%%ciphertext%%'
                """))
        .isEqualTo("none");
  }

  @Test
  void a_type_from_a_later_version_keeps_its_payload() throws Exception {
    history.add("2010-12-01", "loyalty.points-granted", "{\"points\": 7}");

    export(Format.PARQUET, null, LARGE);

    assertThat(
            ask(
                "select payload->>'points' from read_parquet('%s/loyalty.points-granted/*.parquet')"))
        .isEqualTo("7");
  }

  @Test
  void a_day_has_files_of_its_own_and_a_long_day_has_several() throws Exception {
    prices("2010-12-01", 5);
    prices("2010-12-02", 2);

    export(Format.NDJSON, null, 3);

    assertThat(files(".gz"))
        .containsExactly(
            "2010-12-01-000000000001-000000000003.ndjson.gz",
            "2010-12-01-000000000004-000000000005.ndjson.gz",
            "2010-12-02-000000000006-000000000007.ndjson.gz");
    assertThat(lines()).isEqualTo(String.join("", history.lines));
  }

  @Test
  void each_part_has_the_digest_that_the_log_has() throws Exception {
    prices("2010-12-01", 5);

    export(Format.PARQUET, null, 3);

    assertThat(manifest().parts())
        .extracting(Part::first, Part::last, Part::sha256)
        .containsExactly(tuple(1L, 3L, history.digest(1, 3)), tuple(4L, 5L, history.digest(4, 5)));
  }

  @Test
  void run_again_it_adds_what_is_new_and_nothing_twice() throws Exception {
    prices("2010-12-01", 5);
    export(Format.PARQUET, null, LARGE);
    prices("2010-12-01", 2);

    Export.Summary second = export(Format.PARQUET, null, LARGE);
    Export.Summary third = export(Format.PARQUET, null, LARGE);

    assertThat(second).isEqualTo(new Export.Summary(2, 1, 7));
    assertThat(third).isEqualTo(new Export.Summary(0, 1, 7));
    assertThat(
            ask(
                "select count(distinct position) || ' ' || count(*) from read_parquet('%s/*/*.parquet')"))
        .isEqualTo("7 7");
  }

  @Test
  void cut_off_it_keeps_what_is_complete_and_goes_on_from_there() throws Exception {
    prices("2010-12-01", 8);
    history.cutOff = 5;

    assertThatThrownBy(() -> export(Format.NDJSON, null, 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run it again to go on");
    assertThat(manifest().last()).isEqualTo(3);
    export(Format.NDJSON, null, 3);

    assertThat(lines()).isEqualTo(String.join("", history.lines));
  }

  @Test
  void what_a_crash_left_beside_the_manifest_is_gone_next_time() throws Exception {
    prices("2010-12-01", 4);
    Path left =
        folder.resolve("out/catalog.price-changed/2010-12-01-000000000001-000000000002.parquet");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "half a file");

    export(Format.PARQUET, null, LARGE);

    assertThat(ask("select count(*) from read_parquet('%s/*/*.parquet')")).isEqualTo("4");
  }

  @Test
  void what_was_altered_on_its_way_is_not_taken_in() {
    prices("2010-12-01", 4);
    history.wrongDigest = true;

    assertThatThrownBy(() -> export(Format.NDJSON, null, LARGE))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("not what was sent");
    assertThat(Files.exists(folder.resolve("out/manifest.json"))).isFalse();
  }

  @Test
  void a_directory_with_another_export_or_a_lost_file_is_refused() throws Exception {
    prices("2010-12-01", 4);
    export(Format.NDJSON, null, LARGE);

    assertThatThrownBy(() -> export(Format.PARQUET, null, LARGE))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("another directory");
    Files.delete(folder.resolve("out/events").resolve(files(".gz").getFirst()));
    assertThatThrownBy(() -> export(Format.NDJSON, null, LARGE))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("is missing");
  }

  @Test
  void an_end_before_what_is_there_already_adds_nothing() throws Exception {
    prices("2010-12-01", 6);
    export(Format.NDJSON, "4", LARGE);

    assertThat(export(Format.NDJSON, "4", LARGE)).isEqualTo(new Export.Summary(0, 1, 4));
    assertThat(export(Format.NDJSON, null, LARGE)).isEqualTo(new Export.Summary(2, 1, 6));
  }

  private void prices(String day, int count) {
    for (int i = 0; i < count; i++) {
      history.add(
          day,
          "catalog.price-changed",
          """
          {"sku": "85123A", "price": {"minor": %d, "currency": "GBP"}, "previous": {"minor": 255, "currency": "GBP"}}\
          """
              .formatted(i));
    }
  }

  private Export.Summary export(Format format, @Nullable String until, long partLimit)
      throws IOException {
    Api api = new Api(history.uri(), Duration.ofSeconds(1), new CallTimes());
    return new Export(api, folder.resolve("out"), format, "1", until, partLimit).run();
  }

  private Manifest manifest() throws IOException {
    return Manifest.in(
        folder.resolve("out"),
        Files.exists(folder.resolve("out/events")) ? Format.NDJSON : Format.PARQUET,
        "1");
  }

  private List<String> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  private String lines() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : files(".gz")) {
      try (var in =
          new GZIPInputStream(Files.newInputStream(folder.resolve("out/events").resolve(file)))) {
        all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  private String ask(String sql) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement query = duck.createStatement();
        ResultSet row = query.executeQuery(sql.formatted(folder.resolve("out")))) {
      row.next();
      return row.getString(1);
    }
  }
}
