package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is shown and exported of somebody, before and after an erasure.
class ErasedCustomerIT {

  private static final String NAME = "Zenobia Quartermaine-Æbelø";
  private static final String EMAIL = "zenobia.q@aebeloe.example";

  @TempDir static Path folder;
  private static PersonalShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = PersonalShop.open(folder.resolve("data"));
    shop.sell("mug");
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  @Test
  void what_is_exported_after_an_erasure_has_null_and_a_marker_and_no_ciphertext()
      throws Exception {
    shop.register("c5", NAME + " V", "fifth." + EMAIL);
    shop.register("c6", NAME + " VI", "sixth." + EMAIL);
    shop.erase("c5");
    shop.awaitForgotten("c5");
    Path lines = folder.resolve("lines");
    Path tables = folder.resolve("tables");

    assertThat(shop.cli("export", "--format", "NDJSON", "--out", lines.toString())).isZero();
    assertThat(shop.cli("export", "--format", "PARQUET", "--out", tables.toString())).isZero();

    assertThat(exported(lines, "customer/c5").getFirst())
        .contains("\"email\": null", "\"name\": null", "\"erased\":[")
        .doesNotContain("ciphertext");
    assertThat(exported(lines, "customer/c6").getFirst())
        .contains("ciphertext")
        .doesNotContain("\"erased\"");
    assertThat(
            duck(
                "select string_agg(column_name, ' ') from (describe from '%s/customer.registered/*.parquet')"
                    .formatted(tables)))
        .contains("customer_id", "country")
        .doesNotContain("email", "name ");
    assertThat(
            duck(
                "select count(*) from read_parquet('%s/*/*.parquet', union_by_name = true) all_of_it where all_of_it::text like '%%ciphertext%%'"
                    .formatted(tables)))
        .isEqualTo("0");
    Path file = folder.resolve("several.parquet");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest several =
          HttpRequest.newBuilder(
                  shop.api().base().resolve("/v1/streams/customer/events?aggregate=customer/c5"))
              .header("Accept", "application/vnd.apache.parquet")
              .build();
      assertThat(http.send(several, BodyHandlers.ofFile(file)).statusCode()).isEqualTo(200);
    }
    assertThat(
            duck(
                "select payload::text || ' ' || erased::text from '%s' where type = 'customer.registered'"
                    .formatted(file)))
        .contains("France", "email", "name")
        .doesNotContain("ciphertext");
  }

  private static List<String> exported(Path export, String stream) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(export.resolve("events"))) {
      for (Path file : files.sorted().toList()) {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
          lines.addAll(
              new String(in.readAllBytes(), StandardCharsets.UTF_8)
                  .lines()
                  .filter(it -> it.contains("\"stream\":\"" + stream + "\""))
                  .toList());
        }
      }
    }
    return lines;
  }

  private static String duck(String sql) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement query = duck.createStatement();
        ResultSet row = query.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void name_and_email_are_shown_until_the_erasure_is_answered_and_by_no_node_after_it()
      throws Exception {
    shop.register("c7", NAME + " VII", "seventh." + EMAIL);
    try (QueryNode other = QueryNode.start(shop::setting, PersonalShop.PATIENCE);
        Connection views = shop.connection("views");
        Statement statement = views.createStatement()) {
      List<Api> nodes = List.of(shop.api(), other.api());
      for (Api node : nodes) {
        Reply shown = node.send(customer("c7").header("Consistency-Token", "" + shop.head()));
        assertThat(shown.json().path("name").asString()).isEqualTo(NAME + " VII");
        assertThat(shown.json().path("email").asString()).isEqualTo("seventh." + EMAIL);
        assertThat(shown.headers().firstValue("Cache-Control")).hasValue("private, no-store");
      }

      // The row can be read, and stays as it is.
      views.setAutoCommit(false);
      statement.execute("lock table customer in exclusive mode");
      String token = shop.erase("c7").consistencyToken().orElseThrow();
      for (Api node : nodes) {
        Reply late = node.send(customer("c7"));
        assertThat(late.json().path("erased").asBoolean()).as("the view is behind").isFalse();
        assertShowsNothing(late);
      }
      views.rollback();
      for (Api node : nodes) {
        Reply current = node.send(customer("c7").header("Consistency-Token", token));
        assertThat(current.json().path("erased").asBoolean()).isTrue();
        assertShowsNothing(current);
      }
    }
  }

  private static Call customer(String id) {
    return Call.get("/v1/customers/{customer}", id).waiting(PersonalShop.PATIENCE);
  }

  private static void assertShowsNothing(Reply customer) {
    assertThat(customer.status()).as(customer.text()).isEqualTo(200);
    assertThat(customer.json().has("name")).isFalse();
    assertThat(customer.json().has("email")).isFalse();
    assertThat(customer.headers().firstValue("Cache-Control")).hasValue("private, no-store");
  }
}
