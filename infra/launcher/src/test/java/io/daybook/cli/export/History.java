package io.daybook.cli.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.daybook.schema.EventCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers like the stream API of a log of its own, and ends early when it is told to.
final class History implements AutoCloseable {

  final List<String> lines = new ArrayList<>();

  /// After which position the next answer that goes beyond it is cut off; null for none.
  @Nullable Integer cutOff;

  /// From which position on the digest of an answer is that of something else.
  int wrongDigest = Integer.MAX_VALUE;

  private final HttpServer server;

  History() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/streams/all/events", this::events);
    server.createContext("/v1/streams", this::streams);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// One event of every type that there is, as it was first written.
  void everyType(String day) throws IOException {
    for (EventCatalogue.EventType type : EventCatalogue.types()) {
      add(day, type.name(), golden(type));
    }
  }

  void add(String day, String type, String payload) {
    int position = lines.size() + 1;
    lines.add(
        """
        {"position":%1$d,"stream":"thing/%1$d","version":1,"aggregateType":"Thing","eventId":"e-%1$d",\
        "type":"%2$s","revision":"1","payload":%3$s,"metadata":{"actor":"recordedAt"},\
        "recordedAt":"%4$sT23:59:59.5Z"}
        """
            .formatted(position, type, payload, day));
  }

  /// Over the lines of a range.
  String digest(long first, long last) {
    return HexFormat.of()
        .formatHex(
            Sha256.start()
                .digest(
                    String.join("", lines.subList((int) first - 1, (int) last))
                        .getBytes(StandardCharsets.UTF_8)));
  }

  private static String golden(EventCatalogue.EventType type) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(EventCatalogue.class.getResourceAsStream(type.goldenResource()))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s*\\n\\s*", "");
    }
  }

  private void streams(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, "{\"head\":%d}".formatted(lines.size()));
  }

  private void events(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    int from = Math.toIntExact(parameter(query, "from", 1));
    long limit = parameter(query, "limit", lines.size());
    int until =
        (int)
            Math.max(
                from - 1L, Math.min(parameter(query, "until", lines.size()), from - 1 + limit));
    List<String> given = lines.subList(from - 1, until);
    Integer cut = cutOff;
    if (cut != null && cut < until) {
      cutOff = null;
      answer(exchange, String.join("", given.subList(0, cut - from + 1)));
      return;
    }
    String end =
        """
        {"end":{"from":%d,"until":%d,"count":%d,"sha256":"%s","head":%d}}
        """
            .formatted(
                from,
                until,
                given.size(),
                until >= wrongDigest ? "00" : digest(from, until),
                lines.size());
    answer(exchange, String.join("", given) + end);
  }

  private static long parameter(String query, String name, long otherwise) {
    Matcher found = Pattern.compile("\\b%s=(\\d+)".formatted(name)).matcher(query);
    return found.find() ? Long.parseLong(found.group(1)) : otherwise;
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
