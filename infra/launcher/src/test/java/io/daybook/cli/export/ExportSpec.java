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
    history.wrongDigest = 1;

    assertThatThrownBy(() -> export(Format.NDJSON, null, LARGE))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("not what was sent");
    assertThat(Files.exists(folder.resolve("out/manifest.json"))).isFalse();
  }

  @Test
  void nothing_of_an_answer_whose_digest_is_another_is_taken_in() throws Exception {
    prices("2010-12-01", 4);
    prices("2010-12-02", 3);
    history.wrongDigest = 7;

    assertThatThrownBy(() -> export(Format.NDJSON, null, 3))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("not what was sent");
    assertThat(manifest().parts()).extracting(Part::last).containsExactly(3L, 4L);
    assertThat(files(".gz")).hasSize(2);
    assertThatThrownBy(() -> export(Format.NDJSON, null, 3)).isInstanceOf(ExportRefused.class);
    history.wrongDigest = Integer.MAX_VALUE;
    export(Format.NDJSON, null, 3);

    assertThat(lines()).isEqualTo(String.join("", history.lines));
  }

  @Test
  void days_of_an_answer_without_an_end_are_not_taken_in() throws Exception {
    prices("2010-12-01", 2);
    prices("2010-12-02", 2);
    prices("2010-12-03", 2);
    history.cutOff = 5;

    assertThatThrownBy(() -> export(Format.PARQUET, null, LARGE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut off");
    assertThat(folder.resolve("out/manifest.json")).doesNotExist();
    assertThat(files(".parquet")).isEmpty();
    export(Format.PARQUET, null, LARGE);

    assertThat(ask("select count(*) from read_parquet('%s/*/*.parquet')")).isEqualTo("6");
    assertThat(manifest().parts()).hasSize(3);
  }

  @Test
  void an_export_of_another_log_is_not_gone_on_with() throws Exception {
    prices("2010-12-01", 4);
    export(Format.NDJSON, null, LARGE);
    List<String> before = List.copyOf(history.lines);

    history.lines.set(2, before.get(2).replace("\"minor\": 2,", "\"minor\": 3,"));
    assertThatThrownBy(() -> export(Format.NDJSON, null, LARGE))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("events 1 to 4 of another log")
        .hasMessageContaining("has others");
    history.lines.subList(2, 4).clear();
    assertThatThrownBy(() -> export(Format.NDJSON, null, LARGE))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("ends at 2");
  }

  @Test
  void an_erasure_in_what_was_exported_is_no_other_log() throws Exception {
    String registered =
        "{\"customerId\": \"c\", \"email\": {\"ciphertext\": \"AAAA\"}, \"country\": \"x\"}";
    history.add("2010-12-01", "customer.registered", registered);
    export(Format.NDJSON, null, LARGE);
    String erased =
        history
            .lines
            .getFirst()
            .replace("{\"ciphertext\": \"AAAA\"}", "null")
            .replace("Z\"}", "Z\",\"erased\":[\"email\"]}");
    history.lines.set(0, erased);
    prices("2010-12-02", 1);

    assertThat(export(Format.NDJSON, null, LARGE)).isEqualTo(new Export.Summary(1, 1, 2));
    assertThat(command(Format.NDJSON, null, LARGE).verify()).isEqualTo(new Export.Summary(0, 1, 2));
    history.lines.set(0, erased.replace("e-1", "e-7"));
    assertThatThrownBy(() -> command(Format.NDJSON, null, LARGE).verify())
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("events 1 to 1 of another log");
  }

  @Test
  void a_file_that_was_altered_is_noticed() throws Exception {
    prices("2010-12-01", 4);
    export(Format.NDJSON, null, LARGE);
    Path file = folder.resolve("out/events").resolve(files(".gz").getFirst());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> export(Format.NDJSON, null, LARGE))
        .isInstanceOf(ExportRefused.class)
        .hasMessageContaining("is not what");
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
    return command(format, until, partLimit).run();
  }

  private Export command(Format format, @Nullable String until, long partLimit) {
    Api api = new Api(history.uri(), Duration.ofSeconds(1), new CallTimes());
    return new Export(api, folder.resolve("out"), format, "1", until, partLimit);
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
