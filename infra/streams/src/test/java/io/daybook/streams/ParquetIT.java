package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daybook.customer.event.CustomerEvent.CustomerRegistered;
import io.daybook.eventstore.LineFilter;
import io.daybook.kernel.Currency;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.PersonalData;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log as Parquet, read by DuckDB.
class ParquetIT {

  private static final int PAST = 9_000;
  private static final String PARQUET = "application/vnd.apache.parquet";

  @TempDir static Path folder;
  private static StreamServer server;

  @BeforeAll
  static void start() throws Exception {
    server = StreamServer.start(PAST);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_range_of_everything_is_one_file_with_its_digest() throws Exception {
    Path file = get("/v1/streams/all/events?from=101&until=" + PAST);

    assertThat(
            ask(
                file,
                "select count(*) || ' ' || min(position) || ' ' || max(position) || ' ' || count(distinct type) || ' ' || typeof(any_value(recorded_at))"))
        .isEqualTo("8900 101 9000 3 TIMESTAMP WITH TIME ZONE");
    assertThat(ask(file, "select payload ->> 'text' from FILE where position = 103"))
        .isEqualTo("tab\t \"quoted\" back\\slash line\nend ü");
    assertThat(metadata(file, "count")).isEqualTo("8900");
    assertThat(metadata(file, "from")).isEqualTo("101");
    assertThat(metadata(file, "until")).isEqualTo(String.valueOf(PAST));
    assertThat(metadata(file, "sha256")).isEqualTo(server.digest(101, PAST));
  }

  @Test
  void one_type_has_a_typed_column_for_each_member() throws Exception {
    Path file =
        get(
            "/v1/streams/catalog/events?types=catalog.price-changed&from=2026-01-01T00:01:00Z&limit=5");

    assertThat(
            ask(
                file,
                "select string_agg(column_name || ' ' || column_type, ', ') from (describe from FILE)"))
        .isEqualTo(
            "position BIGINT, stream VARCHAR, version BIGINT, event_id VARCHAR, revision VARCHAR,"
                + " recorded_at TIMESTAMP WITH TIME ZONE, metadata JSON, sku VARCHAR, price_minor BIGINT,"
                + " price_currency VARCHAR, previous_minor BIGINT, previous_currency VARCHAR");
    assertThat(ask(file, "select string_agg(position, ' ') from FILE")).isEqualTo("62 65 68 71 74");
    assertThat(metadata(file, "until")).isEqualTo("74");
  }

  @Test
  void an_empty_range_is_a_file_without_rows() throws Exception {
    assertThat(ask(get("/v1/streams/all/events?from=8&until=7"), "select count(*) from FILE"))
        .isEqualTo("0");
  }

  @Test
  void a_file_can_not_be_followed_and_leaves_nothing_behind() throws Exception {
    Set<Path> before = scratch();
    HttpResponse<String> refused =
        send("/v1/streams/all/events?follow=true", BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"parameter\":\"follow\"", "has an end");
    get("/v1/streams/all/events?limit=1");
    // The reader has the last byte before the server has tidied up.
    await().untilAsserted(() -> assertThat(before).containsAll(scratch()));
  }

  @Test
  void a_file_that_would_be_too_long_is_refused_before_it_is_made() throws Exception {
    for (String query : List.of("limit=1000001", "limit=2000000&types=catalog.price-changed")) {
      HttpResponse<String> refused =
          send("/v1/streams/all/events?" + query, BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .contains("\"parameter\":\"limit\"", "1,000,000 events", "./daybook export");
    }
    ParquetAnswers small =
        new ParquetAnswers(server.log(), Erasure.by(null), new OpenAnswers(), 2_000);
    assertThatThrownBy(() -> small.make(question(Long.MAX_VALUE), ParquetIT::unsent))
        .as("of the whole log")
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(
            () -> small.make(question(Long.MAX_VALUE, "catalog.price-changed"), ParquetIT::unsent))
        .as("of so many that it is known only by reading")
        .isInstanceOf(ProblemException.class);
    small.make(question(2_000), file -> assertThat(file).exists());
  }

  @Test
  void who_takes_a_file_slowly_keeps_nobody_from_having_one_made() throws Exception {
    ParquetAnswers answers = new ParquetAnswers(server.log(), Erasure.by(null), new OpenAnswers());
    AtomicInteger sent = new AtomicInteger();

    nested(answers, ParquetAnswers.MOST_FILES, sent);

    assertThat(sent).hasValue(ParquetAnswers.MOST_FILES);
    answers.make(question(1), file -> assertThat(file).exists());
  }

  /// Has a file made while those before it are being sent, and then one too many.
  private static void nested(ParquetAnswers answers, int more, AtomicInteger sent)
      throws IOException {
    if (more == 0) {
      assertThatThrownBy(() -> answers.make(question(1), ParquetIT::unsent))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("8 Parquet files");
      return;
    }
    answers.make(
        question(1),
        file -> {
          assertThat(file.resolveSibling("making")).as("what it was made of").doesNotExist();
          nested(answers, more - 1, sent);
          sent.incrementAndGet();
        });
  }

  @Test
  void personal_data_and_payment_tokens_are_in_no_column_and_what_is_erased_is_named()
      throws Exception {
    PersonalData sealed = new PersonalData("3q2+7wAAAAAAAAAAQ2lwaGVydGV4dA==");
    CustomerId gone = new CustomerId("gone");
    long before = server.log().head();
    server.happen("Customer", 0, new CustomerRegistered(gone, sealed, sealed, "France"));
    server.happen(
        "Customer", 0, new CustomerRegistered(new CustomerId("there"), sealed, null, "France"));
    server.happen(
        "Payment", 0, new PaymentRequested(new OrderId("o"), Money.of(100, Currency.GBP), "4242"));
    ParquetAnswers answers =
        new ParquetAnswers(
            server.log(),
            new Erasure(customers -> customers.contains(gone) ? Set.of(gone) : Set.of()),
            new OpenAnswers());
    Question all = new Question(before, Long.MAX_VALUE, 10, LineFilter.everything(), false);

    answers.make(
        all,
        file -> {
          assertThat(ask(file, "select string_agg(payload::text, ' ' order by position) from FILE"))
              .contains("France", "100")
              .doesNotContain("ciphertext", "4242", "email");
          assertThat(ask(file, "select string_agg(erased::text, ' ' order by position) from FILE"))
              .isEqualTo("[name, email]");
        });
  }

  private static Question question(long limit, String... types) {
    return new Question(0, PAST, limit, LineFilter.ofTypes(List.of(types)), false);
  }

  private static void unsent(Path file) {
    throw new AssertionError(file);
  }

  private static Set<Path> scratch() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(it -> it.getFileName().toString().startsWith("daybook-parquet"))
          .collect(Collectors.toSet());
    }
  }

  private static Path get(String path) throws Exception {
    Path file = Files.createTempFile(folder, "answer", ".parquet");
    HttpResponse<Path> answer = send(path, BodyHandlers.ofFile(file));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(PARQUET);
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(Files.size(file));
    return file;
  }

  private static <T> HttpResponse<T> send(String path, HttpResponse.BodyHandler<T> handler)
      throws Exception {
    URI uri = server.uri(path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).header("Accept", PARQUET).build(), handler);
    }
  }

  private static String metadata(Path file, String name) throws Exception {
    return ask(
        file,
        "select decode(value) from parquet_kv_metadata(FILE) where decode(key) = 'daybook_%s'"
            .formatted(name));
  }

  /// @param sql asks for one value, and has FILE where the file's name belongs
  private static String ask(Path file, String sql) {
    String query = sql.contains("FILE") ? sql : sql + " from FILE";
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row = statement.executeQuery(query.replace("FILE", "'" + file + "'"))) {
      row.next();
      return row.getString(1);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }
}
