package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartLine;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.cli.DaybookCli;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
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
import tools.jackson.databind.node.MissingNode;

/// Rows and documents that stand still, as operators see and mend them.
class ViewQuarantineIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Money PRICE = Money.of(200, Currency.GBP);
  private static final String CARTS = "projections.cart.carts";
  private static final String SEARCH = "projections.catalog.search";

  /// More than Elasticsearch takes for one term.
  private static final String ENDLESS = "k".repeat(40_000);

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
  void a_row_is_listed_fails_again_and_is_skipped_for_a_reason_that_is_an_event() {
    Sku mug = new Sku("mug");
    CartId ghost = new CartId("ghost");
    happen("Cart", 0, new CartLineSet(ghost, new CartLine(mug, "Mug", 1, PRICE)));
    happen("Product", 0, new ProductListed(mug, "Mug", "", "Kitchen", PRICE));

    assertThat(priceWithToken("mug")).as("nobody waits for what is held").isEqualTo(200);
    JsonNode held = held(CARTS);
    assertThat(held.path("sequence").asString()).isEqualTo("ghost");
    assertThat(held.path("eventType").asString()).isEqualTo("CartLineSet");
    assertThat(held.path("failure").asString()).contains("violates foreign key");
    assertThat(held.path("next").toString()).isEqualTo("[\"redrive\",\"skip\"]");
    assertThat(metrics()).contains("daybook_quarantine_size{reader=\"projections.cart.carts\"} 1");
    assertThat(cli("redrive", CARTS, "ghost")).isEqualTo(1);
    assertThat(held(CARTS).path("attempts").asInt()).isEqualTo(2);

    assertThat(cli("skip", CARTS, "ghost", "--reason", "never opened")).isZero();

    assertThat(held(CARTS).isMissingNode()).isTrue();
    assertThat(daybook.bean(EventLog.class).read(0, 1_000))
        .filteredOn(it -> it.type().equals("operations.event-skipped"))
        .singleElement()
        .satisfies(it -> assertThat(it.payload()).contains("never opened", CARTS, "ghost"));
  }

  @Test
  void a_document_that_is_refused_is_listed_and_sent_when_redriven() {
    Sku vase = new Sku("vase");
    happen("Product", 0, new ProductListed(vase, "Vase", "", ENDLESS, PRICE));
    await().atMost(PATIENCE).until(() -> !held(SEARCH).isMissingNode());
    assertThat(priceWithToken("vase")).isEqualTo(200);
    assertThat(hits("vase")).isZero();

    happen("Product", 1, new ProductRevised(vase, "Vase", "", "Kitchen"));
    await().atMost(PATIENCE).until(() -> held(SEARCH).path("waiting").asInt() == 2);
    assertThat(cli("redrive", SEARCH, "vase")).isZero();

    await().atMost(PATIENCE).until(() -> hits("vase") == 1);
    assertThat(held(SEARCH).isMissingNode()).isTrue();
  }

  private static void happen(String type, long version, DomainEvent event) {
    daybook
        .bean(LogEventStore.class)
        .publish(new GenericDomainEventMessage<>(type, event.stream().toString(), version, event));
  }

  private static JsonNode held(String reader) {
    return api.send(Call.get("/ops/quarantine"))
        .json()
        .path("sequences")
        .valueStream()
        .filter(it -> it.path("reader").asString().equals(reader))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static int cli(String... words) {
    List<String> all = new ArrayList<>(List.of("quarantine"));
    all.addAll(List.of(words));
    all.addAll(List.of("--api", daybook.api().toString()));
    return new CommandLine(new DaybookCli()).execute(all.toArray(String[]::new));
  }

  private static long priceWithToken(String sku) {
    return api.send(Call.get("/v1/products/" + sku).header("Consistency-Token", head()))
        .json()
        .path("price")
        .path("minor")
        .asLong();
  }

  private static int hits(String words) {
    return api.send(Call.get("/v1/products").query("q", words).header("Consistency-Token", head()))
        .json()
        .path("items")
        .size();
  }

  private static String head() {
    return String.valueOf(daybook.bean(LogEventStore.class).head());
  }

  private static String metrics() {
    return api.send(Call.get("/actuator/prometheus")).text();
  }
}
