package io.daybook.attack;

import io.daybook.cli.http.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All orders, added up from the log as its stream tells it.
final class Deals {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OpenShop shop;
  private final Map<String, Deal> deals = new HashMap<>();
  private final Map<String, Integer> checkedOut = new HashMap<>();
  private long position;

  Deals(OpenShop shop) {
    this.shop = shop;
  }

  /// The order when all has happened that follows from its end.
  Deal settled(String order) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> now(order).isSettled());
    } catch (ConditionTimeoutException stuck) {
      throw new AssertionError("%s does not settle: %s".formatted(order, now(order).events), stuck);
    }
    return now(order);
  }

  /// The order as it is now.
  Deal now(String order) {
    read();
    return deals.computeIfAbsent(order, _ -> new Deal());
  }

  /// How often a cart became an order.
  int checkouts(String cart) {
    read();
    return checkedOut.getOrDefault(cart, 0);
  }

  private void read() {
    Call page =
        Call.get("/v1/streams/all/events").query("from", position + 1).query("limit", 10_000);
    try (var bytes = shop.api().stream(page);
        var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      lines.lines().map(JSON::readTree).filter(it -> it.has("position")).forEach(this::on);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void on(JsonNode line) {
    position = line.path("position").asLong();
    String type = line.path("type").asString();
    JsonNode event = line.path("payload");
    if (type.equals("cart.checked-out")) {
      checkedOut.merge(event.path("cartId").asString(), 1, Integer::sum);
    }
    if (event.has("orderId")) {
      deals.computeIfAbsent(event.path("orderId").asString(), _ -> new Deal()).on(type, event);
    }
  }
}
