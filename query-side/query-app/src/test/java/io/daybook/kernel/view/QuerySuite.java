package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.web.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The query side of a small shop, asked over HTTP.
abstract class QuerySuite {

  static final Contract CONTRACT = new Contract("openapi/query-api.yaml");

  static ShopLog log;

  static final Sku MUG = new Sku("85123A");

  static final Sku TEA = new Sku("tea");

  @TempDir static Path directory;

  static EmbeddedPostgres postgres;

  static EmbeddedElasticsearch elasticsearch;

  static ConfigurableApplicationContext application;

  static String base;

  static long last;

  @BeforeAll
  static void start() throws Exception {
    log = new ShopLog();
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    elasticsearch = EmbeddedElasticsearch.start(directory, 0);
    application = RunningShop.run(log, postgres, elasticsearch);
    base = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port", "?");
    last = History.tellTo(log);
    for (String path : List.of("/v1/orders", "/v1/products?q=mug")) {
      HttpResponse<String> current =
          get(path, "Consistency-Token", String.valueOf(last), "Prefer", "wait=20");
      assertThat(current.statusCode()).as(current.body()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    application.close();
    elasticsearch.close();
    postgres.close();
  }

  static List<Long> sales(String by) throws Exception {
    JsonNode rows = json(get("/v1/sales?from=2010-12-01&to=2010-12-31&by=" + by)).at("/rows");
    return Stream.of(
            "/sold/amount/minor",
            "/cancelled/amount/minor",
            "/returned/amount/minor",
            "/credited/amount/minor",
            "/net/minor",
            "/sold/units",
            "/credited/units")
        .map(column -> rows.valueStream().mapToLong(it -> it.at(column).asLong()).sum())
        .toList();
  }

  static long revenueAsOf(long position) throws Exception {
    return json(get("/v1/ledger/accounts?asOf=" + position))
        .at("/accounts/1/balance/minor")
        .asLong();
  }

  static void check(String path, String schema) throws Exception {
    HttpResponse<String> answer =
        get(path, "Consistency-Token", String.valueOf(last), "Prefer", "wait=20");
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    assertThat(CONTRACT.check(schema, json(answer))).as(path).isEmpty();
    assertThat(ContractPaths.read().undocumented(schema, json(answer))).as(path).isEmpty();
    assertThat(answer.headers().firstValueAsLong("Consistency-Token").orElse(0))
        .as(path)
        .isEqualTo(last);
  }

  static HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
