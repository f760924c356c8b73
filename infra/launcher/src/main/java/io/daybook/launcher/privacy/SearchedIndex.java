package io.daybook.launcher.privacy;

import io.daybook.privacy.Finds;
import io.daybook.privacy.SearchedStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every document of every index, hidden and old ones too.
final class SearchedIndex implements SearchedStore {

  private static final String INDICES =
      "/_cat/indices?format=json&h=index,status&expand_wildcards=all";
  private static final String FIRST =
      "/_all/_search?scroll=1m&expand_wildcards=all&ignore_unavailable=true";
  private static final String ALL = "{\"size\":500,\"sort\":[\"_doc\"]}";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final String uri;

  /// @param uri where the server is
  SearchedIndex(String uri) {
    this.uri = uri;
  }

  @Override
  public String name() {
    return "search index";
  }

  @Override
  public boolean keepsSealed() {
    return false;
  }

  @Override
  public void search(Finds finds) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (JsonNode index : ask(http, "GET", INDICES, "")) {
        if (!index.path("status").asString().equals("open")) {
          throw new IOException(
              "The index %s is closed.".formatted(index.path("index").asString()));
        }
        finds.begin(index.path("index").asString());
      }
      JsonNode page = ask(http, "POST", FIRST, ALL);
      while (!page.at("/hits/hits").isEmpty()) {
        for (JsonNode hit : page.at("/hits/hits")) {
          String id = hit.path("_id").asString();
          finds.look(hit.path("_index").asString(), id, id + "\n" + hit.path("_source"));
        }
        page = ask(http, "POST", "/_search/scroll", scroll(page));
      }
      ask(
          http,
          "DELETE",
          "/_search/scroll",
          "{\"scroll_id\":\"%s\"}".formatted(page.path("_scroll_id").asString()));
    }
  }

  private static String scroll(JsonNode page) {
    return "{\"scroll\":\"1m\",\"scroll_id\":\"%s\"}".formatted(page.path("_scroll_id").asString());
  }

  private JsonNode ask(HttpClient http, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(uri + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("Elasticsearch answered with %d.".formatted(answer.statusCode()));
    }
    return JsonMapper.shared().readTree(answer.body());
  }
}
