package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import io.daybook.eventstore.LogEventStore;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockLevel;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Stock that is reserved for nobody: found by the auditor, named, and mended only when asked for.
class AuditRepairIT {

  private static final Sku LAMP = new Sku("lamp");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static RunningDaybook daybook;
  private static Api api;

  @BeforeAll
  static void start() {
    System.setProperty("daybook.audit.lookout", "200ms");
    daybook = RunningDaybook.start(new Options(folder.resolve("data"), 0, false));
    api = new Api(daybook.api(), PATIENCE, new CallTimes());
  }

  @AfterAll
  static void stop() {
    System.clearProperty("daybook.audit.lookout");
    daybook.close();
  }

  @Test
  void stock_reserved_for_nobody_is_found_named_counted_and_mended_once_by_an_event() {
    receive("delivery-1");
    daybook
        .bean(LogEventStore.class)
        .publish(
            new GenericDomainEventMessage<>(
                "StockItem",
                "stock-item/lamp",
                1,
                new StockReserved(LAMP, new OrderId("nobody"), 4, new StockLevel(10, 4))));

    Awaitility.await().atMost(PATIENCE).until(() -> !audit().path("breaches").isEmpty());
    JsonNode breach = audit().path("breaches").path(0);
    assertThat(breach.path("invariant").asString()).isEqualTo("S1");
    assertThat(breach.path("subject").asString()).isEqualTo("stock-item/lamp");
    assertThat(breach.path("events").path(0).path("type").asString())
        .isEqualTo("inventory.stock-reserved");
    assertThat(open("S1")).isEqualTo(1);
    assertThat(available()).isEqualTo(6);

    JsonNode first = repair();
    JsonNode second = repair();

    assertThat(first.path("repairs").path(0).path("delta").asLong()).isEqualTo(-4);
    assertThat(first.path("repairs").path(0).path("position").asLong()).isEqualTo(3);
    assertThat(second.path("repairs").path(0).path("position").asLong(3)).isEqualTo(3);
    Awaitility.await().atMost(PATIENCE).until(() -> audit().path("breaches").isEmpty());
    assertThat(audit().path("position").asLong()).isEqualTo(3);
    assertThat(open("S1")).isZero();
    assertThat(repair().path("repairs")).isEmpty();
    Awaitility.await().atMost(PATIENCE).until(() -> available() == 10);
    receive("delivery-2");
    assertThat(available()).isEqualTo(20);
  }

  private static void receive(String key) {
    assertThat(
            api.send(
                    Call.of("POST", "/v1/stock/lamp/receipts")
                        .json("{\"units\":10,\"reference\":\"truck\"}")
                        .header("Idempotency-Key", key)
                        .header("Prefer", "wait=10"))
                .accepted())
        .isTrue();
  }

  private static JsonNode repair() {
    return api.send(Call.of("POST", "/ops/audit/repair")).json();
  }

  private static JsonNode audit() {
    return api.send(Call.get("/ops/audit")).json();
  }

  private static long open(String invariant) {
    return audit()
        .path("invariants")
        .valueStream()
        .filter(it -> it.path("invariant").asString().equals(invariant))
        .mapToLong(it -> it.path("open").asLong())
        .sum();
  }

  private static long available() {
    String head = String.valueOf(daybook.bean(LogEventStore.class).head());
    return api.send(Call.get("/v1/stock/lamp").header("Consistency-Token", head))
        .json()
        .path("available")
        .asLong();
  }
}
