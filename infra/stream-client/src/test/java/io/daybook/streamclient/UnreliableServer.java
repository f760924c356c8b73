package io.daybook.streamclient;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A server of streams that answers once in each way that it was told, and honestly from then on.
final class UnreliableServer implements AutoCloseable {

  private final HttpServer server;
  private final long head;
  private final Queue<Way> ways = new ConcurrentLinkedQueue<>();
  private final List<Map<String, String>> asked = Collections.synchronizedList(new ArrayList<>());

  /// How it answers.
  @FunctionalInterface
  interface Way {

    /// @param from the first position that was asked for
    void answer(HttpExchange exchange, long from) throws IOException;
  }

  /// @param head position of the last event
  UnreliableServer(long head) throws IOException {
    this.head = head;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/streams/all/events", this::answer);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
  }

  UnreliableServer first(Way... more) {
    ways.addAll(List.of(more));
    return this;
  }

  /// The parameters of all requests.
  List<Map<String, String>> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> parameters = new TreeMap<>();
    for (String one : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      String[] parts = one.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    asked.add(parameters);
    Way way = Objects.requireNonNullElse(ways.poll(), lines(event -> Stream.of(event)));
    exchange.getResponseHeaders().set("Consistency-Token", String.valueOf(head));
    try (exchange) {
      way.answer(exchange, from(parameters));
    }
  }

  private static long from(Map<String, String> parameters) {
    String from = parameters.getOrDefault("from", "1");
    return from.contains("T") ? 1 : Long.parseLong(from);
  }

  /// What becomes of one event's line.
  @FunctionalInterface
  interface Change {
    Stream<String> of(String line);
  }

  /// All lines up to the end of the log, changed, and an end that is as if they were not.
  Way lines(Change change) {
    return (exchange, from) -> {
      List<String> sent = LongStream.rangeClosed(from, head).mapToObj(this::line).toList();
      send(exchange, sent.stream().flatMap(change::of).toList(), end(from, sent));
    };
  }

  /// An answer that ends in the middle of a line.
  Way cutAfter(int lines) {
    return (exchange, from) -> {
      exchange.sendResponseHeaders(200, 0);
      String sent =
          LongStream.range(from, from + lines).mapToObj(this::line).reduce("", String::concat);
      exchange.getResponseBody().write(sent.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().write("{\"position\":".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    };
  }

  /// All events from `earlier` positions before what was asked for, with an honest end.
  Way repeating(int earlier) {
    return (exchange, from) -> {
      long first = Math.max(1, from - earlier);
      List<String> sent = LongStream.rangeClosed(first, head).mapToObj(this::line).toList();
      send(exchange, sent, end(first, sent));
    };
  }

  /// The first events and an honest end, as of a server that is being stopped.
  Way stoppedAfter(int lines) {
    return (exchange, from) -> {
      List<String> sent = LongStream.range(from, from + lines).mapToObj(this::line).toList();
      String end = end(from, sent).replace("\"until\":" + head, "\"until\":" + (from + lines - 1));
      send(exchange, sent, end);
    };
  }

  /// Says nothing until the reader is gone.
  static Way silence(CountDownLatch gone) {
    return (exchange, _) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      try {
        gone.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    };
  }

  /// An answer without a stream.
  static Way status(int status, String body) {
    return (exchange, _) -> {
      exchange
          .getResponseHeaders()
          .set("Retry-After", status == 503 ? "Wed, 21 Oct 2015 07:28:00 GMT" : "0");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// Lines as they are.
  static Way just(String... lines) {
    return (exchange, _) -> send(exchange, List.of(lines), "");
  }

  private static void send(HttpExchange exchange, List<String> lines, String end)
      throws IOException {
    byte[] bytes = (String.join("", lines) + end).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  String line(long position) {
    return """
    {"position":%1$d,"stream":"order/%1$d","version":1,"aggregateType":"Order","eventId":"e-%1$d",\
    "type":"%2$s","revision":"1","payload":{"n":%1$d},"metadata":{},\
    "recordedAt":"2026-01-01T00:00:00Z"}
    """
        .formatted(position, position % 3 == 0 ? "ordering.new-type" : "ordering.order-placed");
  }

  private String end(long from, List<String> lines) {
    return """
    {"end":{"from":%d,"until":%d,"count":%d,"sha256":"%s","head":%d}}
    """
        .formatted(from, head, lines.size(), sha256(String.join("", lines)), head);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
