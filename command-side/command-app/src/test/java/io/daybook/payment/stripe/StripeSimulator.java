package io.daybook.payment.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.daybook.payment.stripe.SimulatedIntent.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Stripe on loopback: payment intents captured by hand, refunds, idempotency keys, and whatever
/// may go wrong on the way. One request at a time, as Stripe does with one intent.
final class StripeSimulator implements AutoCloseable {

  static final String SECRET_KEY = "sk_test_simulated";

  /// What happens to a request.
  enum Fault {
    /// 500, nothing done; kept under the key like any answer.
    BROKEN,
    /// 500 although it is done; kept under the key.
    BROKEN_AFTERWARDS,
    /// 503 from something in front of Stripe; nothing done, nothing kept.
    AWAY,
    /// 429; nothing done, nothing kept.
    BUSY,
    /// Done, and the connection breaks before the answer.
    ANSWER_LOST,
    /// Nothing done, and never an answer.
    MUTE,
    /// Done, and never an answer.
    MUTE_AFTERWARDS
  }

  private record Reply(int status, String body) {}

  private record Kept(String request, Reply reply) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, SimulatedIntent> intents = new LinkedHashMap<>();
  private final List<Map<String, Object>> refunds = new ArrayList<>();
  private final Map<String, Kept> keys = new HashMap<>();
  private final Map<String, Deque<Fault>> faults = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  StripeSimulator() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The next requests of this kind, such as `confirm`, meet these faults in turn.
  synchronized void next(String operation, Fault... these) {
    faults.computeIfAbsent(operation, _ -> new ArrayDeque<>()).addAll(List.of(these));
  }

  /// Whatever was to go wrong and did not doesn't any more.
  synchronized void mend() {
    faults.clear();
  }

  /// A day has passed: whatever comes under an old key is new.
  synchronized void forgetKeys() {
    keys.clear();
  }

  /// All intents that were ever made for `order`.
  synchronized List<SimulatedIntent> intentsOf(String order) {
    return intents.values().stream()
        .filter(it -> order.equals(it.metadata.get(StripeMetadata.ORDER)))
        .toList();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> form =
          form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Fault fault;
      Reply reply;
      synchronized (this) {
        String operation = operation(exchange);
        Deque<Fault> waiting = faults.getOrDefault(operation, new ArrayDeque<>());
        fault = waiting.poll();
        reply = reply(exchange, operation, form, fault);
      }
      if (fault == Fault.MUTE || fault == Fault.MUTE_AFTERWARDS) {
        closed.await(1, TimeUnit.MINUTES);
      } else if (fault != Fault.ANSWER_LOST) {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply reply(
      HttpExchange exchange, String operation, Map<String, String> form, @Nullable Fault fault) {
    if (!("Bearer " + SECRET_KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return error(401, "invalid_request_error", "Invalid API Key provided");
    }
    if (fault == Fault.AWAY || fault == Fault.BUSY || fault == Fault.MUTE) {
      return error(fault == Fault.BUSY ? 429 : 503, "api_error", "Try again");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return done(exchange, operation, form);
    }
    String key = Objects.requireNonNull(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    String request = exchange.getRequestURI() + " " + new TreeMap<>(form);
    Kept kept = keys.get(key);
    if (kept != null) {
      exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
      return kept.request().equals(request)
          ? kept.reply()
          : error(400, "idempotency_error", "Keys can only be used with the same parameters");
    }
    Reply reply =
        fault == Fault.BROKEN ? error(500, "api_error", "Broken") : done(exchange, operation, form);
    if (fault == Fault.BROKEN_AFTERWARDS) {
      reply = error(500, "api_error", "Broken afterwards");
    }
    keys.put(key, new Kept(request, reply));
    return reply;
  }

  private Reply done(HttpExchange exchange, String operation, Map<String, String> form) {
    try {
      return json(200, act(exchange, operation, form));
    } catch (Refusal refusal) {
      return json(refusal.http, refusal.json);
    }
  }

  private Map<String, Object> act(
      HttpExchange exchange, String operation, Map<String, String> form) {
    return switch (operation) {
      case "create" -> create(form);
      case "refund" -> refund(form);
      case "refunds" -> listed(exchange);
      default -> {
        SimulatedIntent intent = intent(exchange.getRequestURI().getPath().split("/", -1)[3]);
        switch (operation) {
          case "confirm" -> intent.confirm(form.getOrDefault("payment_method", ""));
          case "capture" -> intent.capture(Long.parseLong(form.get("amount_to_capture")));
          case "cancel" -> intent.cancel();
          default -> {}
        }
        yield intent.json();
      }
    };
  }

  private Map<String, Object> create(Map<String, String> form) {
    SimulatedIntent made = new SimulatedIntent("pi_" + (intents.size() + 1), form);
    intents.put(made.id, made);
    return made.json();
  }

  private Map<String, Object> refund(Map<String, String> form) {
    SimulatedIntent intent = intent(form.getOrDefault("payment_intent", ""));
    intent.refund(Long.parseLong(form.get("amount")));
    Map<String, Object> refund = new LinkedHashMap<>();
    refund.put("id", "re_" + (refunds.size() + 1));
    refund.put("object", "refund");
    refund.put("amount", Long.parseLong(form.get("amount")));
    refund.put("payment_intent", intent.id);
    refund.put("status", "succeeded");
    refund.put("metadata", new SimulatedIntent("", form).metadata);
    refunds.add(refund);
    return refund;
  }

  private Map<String, Object> listed(HttpExchange exchange) {
    String intent = form(exchange.getRequestURI().getRawQuery()).get("payment_intent");
    List<Map<String, Object>> newestFirst =
        refunds.stream()
            .filter(it -> Objects.equals(it.get("payment_intent"), intent))
            .toList()
            .reversed();
    return Map.of("object", "list", "url", "/v1/refunds", "has_more", false, "data", newestFirst);
  }

  private SimulatedIntent intent(String id) {
    SimulatedIntent intent = intents.get(id);
    if (intent == null) {
      throw new Refusal(
          404, "invalid_request_error", "resource_missing", "intent", "No such payment_intent");
    }
    return intent;
  }

  private static String operation(HttpExchange exchange) {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    boolean post = exchange.getRequestMethod().equals("POST");
    return path[2].equals("refunds")
        ? (post ? "refund" : "refunds")
        : path.length > 4 ? path[4] : post ? "create" : "retrieve";
  }

  private static Map<String, String> form(String encoded) {
    Map<String, String> form = new HashMap<>();
    for (String pair : encoded.split("&", -1)) {
      String decoded = URLDecoder.decode(pair, StandardCharsets.UTF_8);
      int equals = decoded.indexOf('=');
      if (equals > 0) {
        form.put(decoded.substring(0, equals), decoded.substring(equals + 1));
      }
    }
    return form;
  }

  private static Reply error(int status, String type, String message) {
    return json(status, Map.of("error", Map.of("type", type, "message", message)));
  }

  private static Reply json(int status, Map<String, Object> json) {
    return new Reply(status, JSON.writeValueAsString(json));
  }
}
