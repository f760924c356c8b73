package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.EventJson;
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
import io.daybook.inventory.event.StockItemEvent.StockReceived;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
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

  @Test
  void an_event_of_a_later_release_is_passed_over_by_all_who_read_the_log() throws SQLException {
    happen("Order", 0, sample("ordering.order-placed", OrderPlaced.class));
    await().atMost(PATIENCE).until(() -> order().equals("REJECTED"));
    laterEvent("order/536365", "ordering.gift-wrapped");
    happen("Product", 0, new ProductListed(new Sku("bow"), "Bow", "", "Kitchen", PRICE));

    assertThat(priceWithToken("bow")).isEqualTo(200);
    assertThat(order()).isEqualTo("REJECTED");
    assertThat(held("projections.ordering.orders").isMissingNode()).isTrue();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    api.send(Call.get("/ops/processors")).json().path("processors").valueStream())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.path("lag").asLong()).as(it.toString()).isZero()));
    assertThat(metrics())
        .contains(
            "daybook_processor_unknown_total{processor=\"projections.tables\"}",
            "daybook_processor_unknown_total{processor=\"projections.audit.auditor\"}");
  }

  @Test
  void the_history_of_a_thing_names_what_only_a_later_release_knows() throws SQLException {
    happen("StockItem", 0, new StockReceived(new Sku("bell"), 1, "truck", new StockLevel(1, 0)));
    laterEvent("stock-item/bell", "inventory.stock-counted");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(api.send(Call.get("/v1/stock/bell/history")).json().toString())
                .contains("inventory.stock-received", "inventory.stock-counted"));
  }

  @Test
  void nothing_is_decided_about_a_thing_of_which_a_later_release_knows_more() throws SQLException {
    happen("Product", 0, new ProductListed(new Sku("urn"), "Urn", "", "Kitchen", PRICE));
    laterEvent("product/urn", "catalog.product-praised");

    HttpRequest change =
        HttpRequest.newBuilder(daybook.api().resolve("/v1/products/urn/price"))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"price\":{\"minor\":1,\"currency\":\"GBP\"}}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            HttpResponse<String> answer = http.send(change, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("a later release");
          });
    }
    assertThat(priceWithToken("urn")).isEqualTo(200);
  }

  private static void laterEvent(String stream, String type) throws SQLException {
    DataSource events = daybook.bean("eventsDataSource", DataSource.class);
    try (Connection connection = events.getConnection();
        Statement lock = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into events (position, stream, version, aggregate_type, event_id, type,
                                    revision, payload, metadata, recorded_at)
                select (select max(position) + 1 from events), stream, max(version) + 1,
                       min(aggregate_type), 'later-' || stream, ?, '1', '{"paper": "red"}', '{}', now()
                  from events where stream = ? group by stream
                """)) {
      connection.setAutoCommit(false);
      lock.execute("select pg_advisory_xact_lock(x'446179626f6f6b'::bigint)");
      insert.setString(1, type);
      insert.setString(2, stream);
      insert.executeUpdate();
      connection.commit();
    }
  }

  private static String order() {
    return api.send(Call.get("/v1/orders/536365")).json().path("status").asString("");
  }

  private static <T> T sample(String type, Class<T> event) {
    return EventJson.mapper()
        .readValue(
            ViewQuarantineIT.class.getResourceAsStream("/io/daybook/golden/" + type + ".1.json"),
            event);
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
