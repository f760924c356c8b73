package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.cli.DaybookCli;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import io.daybook.cli.http.Reply;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// Read models built again, as operators ask for it.
class ProjectionsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PRODUCTS = "catalog.products";
  private static final String SEARCH = "catalog.search";

  @TempDir static Path folder;
  private static RunningDaybook daybook;
  private static Api api;

  @BeforeAll
  static void start() {
    daybook = RunningDaybook.start(new Options(folder.resolve("data"), 0, false));
    api = new Api(daybook.api(), PATIENCE, new CallTimes());
  }

  @AfterAll
  static void stop() {
    daybook.close();
  }

  @Test
  void a_read_model_is_built_again_rolled_back_and_its_old_version_dropped() {
    Sku mug = new Sku("mug");
    daybook
        .bean(LogEventStore.class)
        .publish(
            new GenericDomainEventMessage<>(
                "Product",
                "product/mug",
                0,
                new ProductListed(mug, "Mug", "", "Kitchen", Money.of(200, Currency.GBP))));
    long head = daybook.bean(LogEventStore.class).head();
    assertThat(nameWithToken(head)).isEqualTo("Mug");

    assertThat(cli("rebuild", PRODUCTS)).isZero();

    assertThat(products().path("version").asInt()).isEqualTo(2);
    assertThat(products().path("kept").path("version").asInt()).isEqualTo(1);
    assertThat(nameWithToken(head)).isEqualTo("Mug");
    assertThat(cli("rollback", PRODUCTS)).isZero();
    assertThat(products().path("version").asInt()).isEqualTo(1);
    assertThat(nameWithToken(head)).isEqualTo("Mug");
    assertThat(cli("drop-old", PRODUCTS)).isZero();
    assertThat(products().path("kept").isObject()).isFalse();
    assertThat(cli("list")).isZero();
    assertThat(api.send(Call.get("/v1/books")).status()).isEqualTo(200);
    assertThat(daybook.bean(LogEventStore.class).head())
        .as("nothing happens in the shop by it")
        .isEqualTo(head);
  }

  @Test
  void the_search_index_is_built_again_and_rolled_back_over_http() {
    daybook
        .bean(LogEventStore.class)
        .publish(
            new GenericDomainEventMessage<>(
                "Product",
                "product/lantern",
                0,
                new ProductListed(
                    new Sku("lantern"), "Lantern", "", "Garden", Money.of(500, Currency.GBP))));
    long head = daybook.bean(LogEventStore.class).head();
    assertThat(foundWithToken("lantern", head)).isEqualTo("Lantern");

    assertThat(post(SEARCH + "/rebuild").status()).isEqualTo(202);

    await().atMost(PATIENCE).until(() -> listed(SEARCH).path("version").asInt() == 2);
    assertThat(listed(SEARCH).path("kept").path("version").asInt()).isEqualTo(1);
    assertThat(foundWithToken("lantern", head)).isEqualTo("Lantern");
    assertThat(post(SEARCH + "/rollback").status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> listed(SEARCH).path("version").asInt() == 1);
    assertThat(foundWithToken("lantern", head)).isEqualTo("Lantern");
    assertThat(post(SEARCH + "/drop-old").status()).isEqualTo(200);
    assertThat(listed(SEARCH).path("kept").isObject()).isFalse();
  }

  @Test
  void hit_rates_and_open_streams_are_metrics() {
    daybook
        .bean(LogEventStore.class)
        .publish(
            new GenericDomainEventMessage<>(
                "Product",
                "product/kept",
                0,
                new ProductListed(
                    new Sku("kept"), "Kept", "", "Garden", Money.of(500, Currency.GBP))));
    String head = String.valueOf(daybook.bean(LogEventStore.class).head());
    for (int i = 0; i < 3; i++) {
      assertThat(api.send(Call.get("/v1/products/kept").header("Consistency-Token", head)).status())
          .isEqualTo(200);
    }

    String metrics = api.send(Call.get("/actuator/prometheus")).text();

    for (String result : List.of("hit", "miss")) {
      assertThat(metrics.lines())
          .as(result)
          .anyMatch(it ->
              it.startsWith("cache_gets_total{")
                  && it.contains("cache=\"daybook.product\"")
                  && it.contains("result=\"%s\"".formatted(result))
                  && !it.endsWith(" 0.0"));
    }
    assertThat(metrics).contains("daybook_live_streams 0.0");
  }

  @Test
  void what_can_not_be_done_is_refused_with_a_problem() {
    assertThat(cli("rebuild", "catalog.nothing")).isEqualTo(1);
    assertThat(post("catalog.nothing/rebuild").json().path("type").asString())
        .endsWith("/problems/operations/no-such-projection");
    assertThat(post("cart.carts/rollback").json().path("type").asString())
        .endsWith("/problems/operations/no-such-version");
    assertThat(post("cart.carts/abandon").status()).isEqualTo(409);
  }

  private static Reply post(String path) {
    return api.send(Call.of("POST", "/ops/projections/" + path));
  }

  private static JsonNode products() {
    return listed(PRODUCTS);
  }

  private static JsonNode listed(String name) {
    return api.send(Call.get("/ops/projections"))
        .json()
        .path("projections")
        .valueStream()
        .filter(it -> it.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String nameWithToken(long head) {
    return api.send(Call.get("/v1/products/mug").header("Consistency-Token", String.valueOf(head)))
        .json()
        .path("name")
        .asString();
  }

  private static String foundWithToken(String text, long head) {
    return api.send(
            Call.get("/v1/products?q=" + text).header("Consistency-Token", String.valueOf(head)))
        .json()
        .at("/items/0/name")
        .asString();
  }

  private static int cli(String... words) {
    List<String> all = new ArrayList<>(List.of("projections"));
    all.addAll(List.of(words));
    all.addAll(List.of("--api", daybook.api().toString()));
    return new CommandLine(new DaybookCli()).execute(all.toArray(String[]::new));
  }
}
