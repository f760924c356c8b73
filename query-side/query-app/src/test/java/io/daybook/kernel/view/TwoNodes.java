package io.daybook.kernel.view;

import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two nodes, each with projections and a query side, that share a log, a database and an index.
record TwoNodes(ShopLog log, List<RunningShop> nodes) implements AutoCloseable {

  static TwoNodes start() {
    ShopLog log = new ShopLog();
    EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    EmbeddedElasticsearch elasticsearch = EmbeddedElasticsearch.startTemporary();
    HttpClient client = HttpClient.newHttpClient();
    return new TwoNodes(
        log,
        Stream.of("one", "other")
            .map(_ -> RunningShop.run(log, postgres, elasticsearch))
            .map(it -> new RunningShop(log, postgres, elasticsearch, it, client))
            .toList());
  }

  /// An answer; of a stream only how it begins.
  record Heard(int status, HttpHeaders headers, String body) {

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /// The position that it is current to.
    long position() {
      return headers.firstValueAsLong("Consistency-Token").orElse(-1);
    }
  }

  /// @param headers names and values in turn
  Heard ask(int node, String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(nodes.get(node).uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> answer =
        nodes.get(node).client().send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      boolean stream =
          answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      return new Heard(
          answer.statusCode(),
          answer.headers(),
          stream ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    nodes.getFirst().application().close();
    nodes.getLast().close();
  }
}
