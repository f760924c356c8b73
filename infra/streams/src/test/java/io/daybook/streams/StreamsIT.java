package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.web.Contract;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamsIT {

  private static final int PAST = 45_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.shared();

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
  void the_whole_log_comes_once_in_order_and_its_digest_is_the_logs() throws Exception {
    Reading all = read("/v1/streams/all/events?until=" + PAST);

    assertThat(all.positions()).isEqualTo(LongStream.rangeClosed(1, PAST).boxed().toList());
    assertThat(all.end().path("from").asLong()).isEqualTo(1);
    assertThat(all.end().path("until").asLong()).isEqualTo(PAST);
    assertThat(all.end().path("count").asLong()).isEqualTo(PAST);
    assertThat(all.end().path("sha256").asString())
        .isEqualTo(all.digest())
        .isEqualTo(server.digest(1, PAST));
    assertThat(all.response().headers().firstValue("Content-Type"))
        .contains("application/x-ndjson");
    JsonNode third = JSON.readTree(all.lines().get(2));
    assertThat(third.path("stream").asString()).isEqualTo("cart/\"0\\");
    assertThat(third.at("/payload/text").asString())
        .isEqualTo("tab\t \"quoted\" back\\slash line\nend ü");
    assertThat(third.at("/metadata/traceId").asString()).isEqualTo("a\\b");
    assertThat(third.path("recordedAt").asString()).isEqualTo("2026-01-01T00:00:03Z");
  }

  @Test
  void a_range_from_the_middle_is_that_range() throws Exception {
    Reading some = read("/v1/streams/all/events?from=12345&until=23456");

    assertThat(some.positions()).isEqualTo(LongStream.rangeClosed(12345, 23456).boxed().toList());
    assertThat(some.end().path("sha256").asString()).isEqualTo(server.digest(12345, 23456));
    assertThat(read("/v1/streams/all/events?from=7&limit=3").positions())
        .containsExactly(7L, 8L, 9L);
    Reading none = read("/v1/streams/all/events?from=8&until=7");
    assertThat(none.lines()).isEmpty();
    assertThat(none.end().path("until").asLong()).isEqualTo(7);
  }

  @Test
  void who_goes_on_after_a_cut_has_each_event_once() throws Exception {
    List<String> got = new ArrayList<>();
    HttpResponse<InputStream> cut = Reading.open(server.uri("/v1/streams/all/events"));
    try (BufferedReader lines = Reading.lines(cut)) {
      for (int i = 0; i < 4_321; i++) {
        got.add(lines.readLine());
      }
    }
    long last = Reading.position(got.getLast());
    assertThat(last).isEqualTo(4_321);

    Reading rest = read("/v1/streams/all/events?from=1&until=9000", "Last-Event-ID", "" + last);

    got.addAll(rest.lines());
    assertThat(got.stream().map(Reading::position))
        .isEqualTo(LongStream.rangeClosed(1, 9_000).boxed().toList());
    assertThat(read("/v1/streams/all/events?from=4322&until=9000").lines()).isEqualTo(rest.lines());
  }

  @Test
  void a_stream_is_narrowed_to_a_context_types_and_an_aggregate() throws Exception {
    String range = "&until=" + PAST;
    Reading carts = read("/v1/streams/cart/events?from=1" + range);
    assertThat(carts.positions())
        .isEqualTo(LongStream.rangeClosed(1, PAST).filter(it -> it % 3 == 0).boxed().toList());
    assertThat(carts.end().path("until").asLong()).isEqualTo(PAST);
    assertThat(carts.end().path("sha256").asString()).isEqualTo(carts.digest());

    assertThat(
            read("/v1/streams/all/events?types=catalog.price-changed,cart.line-set&limit=4")
                .positions())
        .containsExactly(2L, 3L, 5L, 6L);
    Reading limited = read("/v1/streams/catalog/events?types=catalog.price-changed&limit=2");
    assertThat(limited.positions()).containsExactly(2L, 5L);
    assertThat(limited.end().path("until").asLong()).isEqualTo(5);
    assertThat(read("/v1/streams/all/events?aggregate=cart/%22400%5C" + range).positions())
        .isEqualTo(LongStream.range(12_000, 12_030).filter(it -> it % 3 == 0).boxed().toList());
    assertThat(read("/v1/streams/cart/events?aggregate=product/400" + range).lines()).isEmpty();
    assertThat(read("/v1/streams/all/events?aggregate='%20or%20true" + range).lines()).isEmpty();
  }

  @Test
  void a_stream_begins_and_ends_at_instants() throws Exception {
    Reading minute =
        read("/v1/streams/all/events?from=2026-01-01T00:01:00Z&until=2026-01-01T00:02:00Z");

    assertThat(minute.positions()).isEqualTo(LongStream.range(60, 120).boxed().toList());
    assertThat(read("/v1/streams/all/events?from=9999-01-01T00:00:00Z").lines()).isEmpty();
  }

  @Test
  void packed_answers_hold_the_same() throws Exception {
    String path = "/v1/streams/all/events?until=5000";
    String digest = read(path).digest();
    for (String coding : List.of("gzip", "zstd")) {
      Reading packed = read(path, "Accept-Encoding", coding);
      assertThat(packed.response().headers().firstValue("Content-Encoding")).contains(coding);
      assertThat(packed.digest())
          .isEqualTo(digest)
          .isEqualTo(packed.end().path("sha256").asString());
    }
    assertThat(read(path, "Accept-Encoding", "br, gzip;q=0.5, zstd;q=0").response().headers().map())
        .containsEntry("content-encoding", List.of("gzip"));
    try (Socket plain = server.request(path, "Accept-Encoding: zstd")) {
      assertThat(plain.getInputStream().readAllBytes().length).isLessThan(1_000_000);
    }
  }

  @Test
  void server_sent_events_carry_the_same_lines_under_their_positions() throws Exception {
    String path = "/v1/streams/all/events?from=11&until=13";
    Reading plain = read(path);
    HttpResponse<InputStream> answer =
        Reading.open(server.uri(path), "Accept", "text/event-stream");

    List<String> frames = Reading.lines(answer).lines().toList();

    List<String> expected = new ArrayList<>();
    for (String line : plain.lines()) {
      expected.addAll(List.of("id:" + Reading.position(line), "data:" + line, ""));
    }
    assertThat(frames.subList(0, 9)).isEqualTo(expected);
    assertThat(frames.subList(9, 11)).containsExactly("id:13", "event:end");
    assertThat(JSON.readTree(frames.get(11).substring(5)).path("sha256").asString())
        .isEqualTo(plain.digest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip", "zstd"})
  void who_follows_sees_what_is_new_at_once_until_the_end_that_was_set(String coding)
      throws Exception {
    long head = server.log().head();
    HttpResponse<InputStream> answer =
        Reading.open(
            server.uri(
                "/v1/streams/catalog/events?follow=true&from=%d&until=%d"
                    .formatted(head, head + 2)),
            "Accept-Encoding",
            coding);
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    Thread reader =
        Thread.startVirtualThread(() -> {
          try (BufferedReader lines = Reading.lines(answer)) {
            lines.lines().forEach(got::add);
          } catch (Exception failed) {
            got.add(failed.toString());
          }
        });
    while (server.log().head() == head) {
      list();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> got.stream().anyMatch(it -> it.contains(":" + (head + 1))));
    assertThat(reader.isAlive()).as("waits for the next").isTrue();

    list();

    await().atMost(PATIENCE).until(() -> !reader.isAlive());
    List<String> lines = List.copyOf(got);
    assertThat(lines.getLast()).startsWith("{\"end\":").contains("\"until\":" + (head + 2));
    assertThat(lines.stream().filter(it -> it.startsWith("{\"position\"")).map(Reading::position))
        .endsWith(head + 1, head + 2)
        .doesNotHaveDuplicates();
  }

  @Test
  void readers_that_stand_still_cost_two_pages_each_and_hold_nobody_up() throws Exception {
    long before = StreamServer.usedMemory();
    List<Socket> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        stuck.add(server.request("/v1/streams/all/events", "Accept: */*"));
      }
      assertThat(read("/v1/streams/all/events?until=" + PAST).lines()).hasSize(PAST);
      list();
      assertThat(StreamServer.usedMemory() - before).isLessThan(16 * 4_000_000L);
      assertThat(server.ask("select count(*) from pg_stat_activity where state like 'idle in%'"))
          .isEqualTo("0");
      try (Socket waited = stuck.removeFirst()) {
        assertThat(new String(waited.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains("{\"position\":" + PAST + ",", "{\"end\":{\"from\":1,");
      }
    } finally {
      for (Socket socket : stuck) {
        socket.close();
      }
    }
  }

  @Test
  void there_is_a_limit_to_readers_and_a_place_is_free_when_one_goes() throws Exception {
    String follow = "/v1/streams/all/events?follow=true&from=" + PAST;
    List<Socket> all = new ArrayList<>();
    try {
      await().atMost(PATIENCE).until(() -> status(follow, all) == 429);
      assertThat(all).hasSizeLessThanOrEqualTo(OpenAnswers.MOST);
    } finally {
      for (Socket one : all) {
        one.close();
      }
    }
    list();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          list();
          assertThat(Reading.open(server.uri("/v1/streams/all/events?limit=1")).statusCode())
              .isEqualTo(200);
        });
  }

  @Test
  void archived_parts_of_the_log_are_in_the_stream_as_before() throws Exception {
    Reading before = read("/v1/streams/all/events?until=" + PAST);
    Reading carts = read("/v1/streams/cart/events?until=" + PAST);
    var _ = server.log().archives().archiveOldest(StreamServer.PARTITION + 1, folder).orElseThrow();

    assertThat(server.ask("select min(position) from events"))
        .isEqualTo("" + (StreamServer.PARTITION + 1));
    assertThat(read("/v1/streams/all/events?until=" + PAST).end()).isEqualTo(before.end());
    assertThat(read("/v1/streams/cart/events?until=" + PAST).end()).isEqualTo(carts.end());

    server.log().archives().attach(folder.resolve("events-1-20000.copy.gz"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=0",
        "from=-1",
        "from=",
        "from=%2B1",
        "from=1.5",
        "from=99999999999999999999",
        "from=9999999999",
        "from=yesterday",
        "from=2026-13-01T00:00:00Z",
        "from=-999999999-01-01T00:00:00Z",
        "from=1&from=2",
        "until=x",
        "limit=0",
        "limit=many",
        "types=cart.unheard-of",
        "types=",
        "aggregate=",
        "aggregate=%00",
        "follow=yes",
        "unheard=1"
      })
  void odd_input_is_refused_with_a_problem_that_names_it(String query) throws Exception {
    HttpResponse<InputStream> answer = Reading.open(server.uri("/v1/streams/all/events?" + query));

    String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(body).isEqualTo(400);
    assertThat(JSON.readTree(body).path("type").asString()).isEqualTo("/problems/request/invalid");
    assertThat(JSON.readTree(body).at("/errors/0/parameter").asString())
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void other_oddities_are_problems_too() throws Exception {
    assertThat(problem("/v1/streams/none/events")).isEqualTo("/problems/request/not-found");
    assertThat(problem("/v1/streams/cart/events?types=catalog.price-changed"))
        .isEqualTo("/problems/request/invalid");
    assertThat(problem("/v1/streams/schemas/..%2Fx")).startsWith("/problems/request/");
    assertThat(problem("/v1/streams/schemas/none.json")).isEqualTo("/problems/request/not-found");
    assertThat(problem("/v1/streams?x=1")).isEqualTo("/problems/request/invalid");
    assertThat(problem("/v1/streams/all/events", "Accept", "text/csv"))
        .isEqualTo("/problems/request/not-acceptable");
    assertThat(problem("/v1/streams/all/events", "Accept", "no/such/type"))
        .isEqualTo("/problems/request/invalid");
    assertThat(problem("/v1/streams/all/events", "Last-Event-ID", "x"))
        .isEqualTo("/problems/request/invalid");
  }

  @Test
  void the_catalogue_names_every_stream_with_schemas_that_are_there() throws Exception {
    HttpResponse<InputStream> answer = Reading.open(server.uri("/v1/streams"));
    JsonNode catalogue = JSON.readTree(answer.body().readAllBytes());

    assertThat(new Contract("openapi/stream-api.yaml").check("Catalogue", catalogue)).isEmpty();
    assertThat(catalogue.path("head").asLong()).isGreaterThanOrEqualTo(PAST);
    assertThat(catalogue.path("streams").valueStream().map(it -> it.path("name").asString()))
        .contains("all", "cart", "catalog", "ordering", "payment", "inventory", "customer");
    for (JsonNode type : catalogue.at("/streams/0/types")) {
      HttpResponse<InputStream> schema = Reading.open(server.uri(type.path("schema").asString()));
      assertThat(JSON.readTree(schema.body().readAllBytes()).path("title").asString())
          .isEqualTo(type.path("name").asString());
    }
    assertThat(Reading.open(server.uri("/v1/streams/schemas/types.json")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void code_and_contract_know_the_same_paths_and_every_record_is_as_it_says() throws Exception {
    try (InputStream yaml = StreamsIT.class.getResourceAsStream("/openapi/stream-api.yaml")) {
      JsonNode contract = JSON.valueToTree(new Yaml().<Object>load(yaml));
      assertThat(
              server
                  .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                  .getHandlerMethods()
                  .keySet()
                  .stream()
                  .flatMap(it -> it.getPatternValues().stream())
                  .filter(it -> it.startsWith("/v1/")))
          .containsExactlyInAnyOrderElementsOf(contract.path("paths").propertyNames());
    }
    Contract contract = new Contract("openapi/stream-api.yaml");
    list();
    Reading some = read("/v1/streams/all/events?from=" + (PAST - 2));
    for (String line : some.lines()) {
      assertThat(contract.check("Event", JSON.readTree(line))).isEmpty();
    }
    assertThat(contract.check("End", some.end())).isEmpty();
  }

  private static Reading read(String path, String... headers) throws Exception {
    return Reading.of(server.uri(path), headers);
  }

  private static void list() {
    Sku sku = new Sku(UUID.randomUUID().toString());
    server.happen(
        "Product", 0, new ProductListed(sku, "Mug", "", "Kitchen", Money.of(200, Currency.GBP)));
  }

  private static String problem(String path, String... headers) throws Exception {
    HttpResponse<InputStream> answer = Reading.open(server.uri(path), headers);
    assertThat(answer.statusCode()).isBetween(400, 499);
    return JSON.readTree(answer.body().readAllBytes()).path("type").asString();
  }

  private static int status(String path, List<Socket> open) throws Exception {
    Socket socket = server.request(path, "Accept: */*");
    byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    int status = Integer.parseInt(new String(head, StandardCharsets.US_ASCII).substring(9));
    if (status == 200) {
      open.add(socket);
    } else {
      socket.close();
    }
    return status;
  }
}
