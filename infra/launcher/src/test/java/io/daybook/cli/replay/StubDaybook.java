package io.daybook.cli.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers like the command API: an order with a scarce sku is rejected, everything else is taken.
final class StubDaybook implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  final Map<String, String> sentByKey = new ConcurrentSkipListMap<>();
  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger busyFor = new AtomicInteger();
  final Map<String, Boolean> scarce = new ConcurrentHashMap<>();
  private final HttpServer server;

  StubDaybook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Bodies of what was sent under keys that begin like this, by key.
  Map<String, String> sent(String keyPrefix) {
    Map<String, String> found = new TreeMap<>(sentByKey);
    found.keySet().removeIf(key -> !key.startsWith(keyPrefix));
    return found;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (busyFor.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      reply(exchange, 503, "{}");
      return;
    }
    if (key != null) {
      sentByKey.put(key, body);
    }
    switch (path) {
      case "/v1/commands" -> reply(exchange, 200, batch(body));
      case "/v1/orders" -> reply(exchange, 201, order(body));
      case "/v1/sales" -> reply(exchange, 200, "{\"rows\":[]}");
      default ->
          reply(
              exchange,
              path.contains("/NONE/") ? 409 : 201,
              path.contains("/NONE/") ? "{\"type\":\"/problems/x\",\"detail\":\"none\"}" : "{}");
    }
  }

  private String batch(String lines) {
    List<String> outcomes = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      JsonNode command = JSON.readTree(line);
      sentByKey.put(
          command.path("idempotencyKey").asString(),
          command.path("path").asString() + " " + command.path("body"));
      outcomes.add("{\"line\":%d,\"status\":201}".formatted(outcomes.size() + 1));
    }
    return String.join("\n", outcomes);
  }

  private String order(String body) {
    for (JsonNode line : JSON.readTree(body).path("lines")) {
      if (scarce.containsKey(line.path("sku").asString())) {
        return "{\"status\":\"REJECTED\",\"reason\":\"OUT_OF_STOCK\"}";
      }
    }
    return "{\"status\":\"CONFIRMED\"}";
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
