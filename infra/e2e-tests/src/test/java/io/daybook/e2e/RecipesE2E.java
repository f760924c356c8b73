package io.daybook.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.daybook.e2e.Recipes.Block;
import io.daybook.e2e.Shopfront.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The recipes of the documentation, run as they stand there on a small shop: only the address that
/// they name is another one. What a machine has no tool for is skipped and named.
class RecipesE2E {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ADDRESS = "http://127.0.0.1:8080";

  @TempDir static Path folder;
  private static RunningShop daybook;
  private static Recipes streams;
  private static Recipes export;

  @BeforeAll
  static void start() throws IOException {
    streams = Recipes.of("streams.md");
    export = Recipes.of("export.md");
    daybook = RunningShop.up(folder, 0);
    Shopfront shop = daybook.shopfront();
    shop.sell("MUG", "Mug", 10);
    Shopfront.require(
        shop.put("/v1/products/MUG/price", "{\"price\":{\"minor\":295,\"currency\":\"GBP\"}}"),
        200);
    shop.checkOut(shop.cart("MUG", 2), Shopfront.GOOD_CARD);
    shop.checkOut(shop.cart("MUG", 1), Shopfront.GOOD_CARD);
    shop.checkOut(shop.cart("MUG", 1), Shopfront.DECLINED_CARD);
    Shopfront.require(
        shop.post(
            "/v1/orders",
            """
            {"orderId":"536365","customerId":"17850","country":"France","paymentToken":"4242424242424242",\
            "lines":[{"kind":"GOODS","sku":"MUG","description":"Mug","units":1,\
            "unitPrice":{"minor":255,"currency":"GBP"}}]}\
            """,
            "Idempotency-Key",
            Shopfront.key(),
            "Prefer",
            "wait=20"),
        201);
    Shopfront.require(
        shop.post(
            "/v1/credit-notes",
            """
            {"creditNoteId":"C1","country":"France","reason":"broken","lines":[{"kind":"GOODS",\
            "sku":"MUG","description":"Mug","units":1,"unitPrice":{"minor":255,"currency":"GBP"}}]}\
            """,
            "Idempotency-Key",
            Shopfront.key()),
        201);
    // What follows the answers: three payments are taken, one promise is taken back.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            lines("/v1/streams/all/events?types=payment.captured,inventory.reservation-released")
                    .size()
                == 5);
    // The recipes ask for what was recorded before the second that it is.
    Instant last = Instant.now();
    await().until(() -> Instant.now().getEpochSecond() > last.getEpochSecond());
  }

  @AfterAll
  static void stop() {
    daybook.close();
  }

  @Test
  void every_block_of_the_documentation_is_run_by_somebody() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (Recipes page : List.of(streams, export, Recipes.of("kafka.md"))) {
      page.blocks().stream()
          .map(it -> "%s: %s, %s".formatted(page.page(), it.heading(), it.language()))
          .forEach(blocks::add);
    }

    assertThat(blocks)
        .containsExactly(
            "streams.md: Streams: the whole history for whoever wants to read it, json",
            "streams.md: Streams: the whole history for whoever wants to read it, json",
            "streams.md: curl, sh",
            "streams.md: curl, sh",
            "streams.md: Parquet, sh",
            "streams.md: Python, standard library only, python",
            // ConsumersIT
            "streams.md: Java, java",
            // AnalystViewsIT
            "streams.md: SQL, sql",
            "streams.md: SQL, sql",
            "export.md: Revenue by month, sql",
            "export.md: Cohorts: who came back, sql",
            "export.md: Basket size, sql",
            "export.md: Refund rate, sql");
  }

  @Test
  void lines_have_the_members_that_the_examples_have() {
    List<JsonNode> examples =
        streams.blocks().stream()
            .filter(it -> it.language().equals("json"))
            .map(it -> JSON.readTree(it.text()))
            .toList();
    List<JsonNode> lines = lines("/v1/streams/all/events?types=catalog.price-changed");

    assertThat(members(lines.getFirst())).isEqualTo(members(examples.getFirst()));
    assertThat(members(lines.getFirst().path("payload")))
        .isEqualTo(members(examples.getFirst().path("payload")));
    assertThat(members(lines.getLast().path("end")))
        .isEqualTo(members(examples.getLast().path("end")));
  }

  @Test
  void curl_fetches_the_orders_of_the_year_and_checks_them() throws Exception {
    assumeTool("curl");
    Path here = Files.createDirectory(folder.resolve("curl"));
    List<String> said = run(here, "sh", "-c", here(streams.under("curl", "sh").getFirst()));

    JsonNode end = JSON.readTree(said.getFirst()).path("end");
    List<JsonNode> all = lines("/v1/streams/ordering/events");
    assertThat(end.path("count").asLong()).isEqualTo(all.size() - 1).isGreaterThan(5);
    assertThat(said.getLast()).startsWith(end.path("sha256").asString());
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void curl_shows_what_happened_and_stays() throws Exception {
    assumeTool("curl");
    Process curl =
        new ProcessBuilder("sh", "-c", "exec " + here(streams.under("curl", "sh").getLast()))
            .directory(folder.toFile())
            .start();
    List<String> ids = new ArrayList<>();
    try (BufferedReader out = curl.inputReader(StandardCharsets.UTF_8)) {
      long head = daybook.shopfront().get("/v1/streams").json().path("head").asLong();
      while (ids.size() < head) {
        @Nullable String line = out.readLine();
        if (line == null) {
          throw new AssertionError("The stream ended");
        }
        if (line.startsWith("id:")) {
          ids.add(line.substring(3).strip());
        }
      }
      assertThat(ids)
          .isEqualTo(Stream.iterate(1L, it -> it + 1).limit(head).map(String::valueOf).toList());
      assertThat(curl.isAlive()).isTrue();
    } finally {
      curl.destroyForcibly().waitFor();
    }
  }

  /// The program `duckdb` is played by its JDBC driver.
  @Test
  void duckdb_reads_the_parquet_that_curl_fetched() throws Exception {
    assumeTool("curl");
    Path here = Files.createDirectory(folder.resolve("parquet"));
    List<String> said = run(here, "sh", "-c", here(streams.under("Parquet", "sh").getFirst()));

    List<JsonNode> lines = lines("/v1/streams/ordering/events?types=ordering.order-placed");
    long minor = 0;
    for (JsonNode line : lines) {
      minor += line.at("/payload/total/minor").asLong();
    }
    assertThat(Double.parseDouble(said.getFirst())).isEqualTo(minor / 100.0).isPositive();
    assertThat(said)
        .contains(
            "daybook_count|" + (lines.size() - 1),
            "daybook_sha256|" + lines.getLast().at("/end/sha256").asString());
  }

  @Test
  void python_keeps_a_copy_and_goes_on_where_it_stopped() throws Exception {
    assumeTool("python3");
    Path here = Files.createDirectory(folder.resolve("python"));
    String recipe = streams.under("Python, standard library only", "python").getFirst();
    Files.writeString(here.resolve("copy.py"), recipe);
    String[] copy = {"python3", "copy.py", daybook.uri().toString(), "events.ndjson"};
    long head = daybook.shopfront().get("/v1/streams").json().path("head").asLong();

    assertThat(run(here, copy).getFirst()).startsWith(head + " new events");
    Path events = here.resolve("events.ndjson");
    byte[] whole = Files.readAllBytes(events);
    Files.write(events, Arrays.copyOf(whole, whole.length - 100));
    assertThat(run(here, copy).getFirst()).startsWith("1 new events");
    assertThat(events).hasBinaryContent(whole);
    assertThat(run(here, copy).getFirst()).startsWith("0 new events");
  }

  @Test
  void every_question_is_answered_by_an_export() throws Exception {
    Command command =
        Command.start(folder, "export", "--api", daybook.uri().toString(), "--out", "history");
    int status = command.await(Duration.ofMinutes(2));
    assertThat(status).as(command.output()).isZero();

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("set file_search_path = '%s'".formatted(folder));
      for (Block question : export.blocks()) {
        try (ResultSet answer = statement.executeQuery(question.text())) {
          assertThat(answer.next()).as(question.heading()).isTrue();
        }
      }
    }
  }

  private static String here(String recipe) {
    assertThat(recipe).contains(ADDRESS);
    return recipe.replace(ADDRESS, daybook.uri().toString().replaceFirst("/$", ""));
  }

  private static List<String> run(Path here, String... line) throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path duckdb = tools.resolve("duckdb");
    if (!Files.exists(duckdb)) {
      Files.writeString(
          duckdb,
          "#!/bin/sh\nexec '%s/bin/java' --enable-native-access=ALL-UNNAMED -cp '%s' %s \"$@\"\n"
              .formatted(
                  System.getProperty("java.home"),
                  System.getProperty("java.class.path"),
                  DuckDbShell.class.getName()));
      duckdb.toFile().setExecutable(true);
    }
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(here.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private static void assumeTool(String name) {
    boolean there =
        Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
            .anyMatch(it -> Files.isExecutable(Path.of(it, name)));
    assumeTrue(
        there, () -> "There is no %s on this machine: its recipe is not run".formatted(name));
  }

  private static List<JsonNode> lines(String path) {
    Answer answer = daybook.shopfront().get(path);
    return answer.text().lines().map(JSON::readTree).toList();
  }

  private static Set<String> members(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }
}
