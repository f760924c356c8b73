package io.daybook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES)
class EmbeddedElasticsearchIT {

  private static final String PRODUCTS =
      """
      {"settings": {"number_of_replicas": 0, "analysis": {
         "filter": {
           "same": {"type": "synonym_graph", "synonyms": ["tv, television set", "sofa, couch"]},
           "stems": {"type": "stemmer", "language": "english"},
           "owner": {"type": "stemmer", "language": "possessive_english"},
           "starts": {"type": "edge_ngram", "min_gram": 2, "max_gram": 10},
           "parts": {"type": "word_delimiter_graph", "catenate_all": true}},
         "normalizer": {"plain": {"type": "custom", "filter": ["lowercase", "asciifolding", "trim"]}},
         "analyzer": {
           "text": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "owner", "stop", "stems", "remove_duplicates"]},
           "asked": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "owner", "same", "stop", "stems"]},
           "typed": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "starts"]},
           "plain": {"tokenizer": "whitespace", "filter": ["lowercase", "asciifolding"]},
           "code": {"tokenizer": "keyword", "filter": ["parts", "lowercase"]}}}},
       "mappings": {"dynamic": "strict", "properties": {
         "name": {"type": "text", "analyzer": "text", "search_analyzer": "asked", "fields": {
           "typed": {"type": "text", "analyzer": "typed", "search_analyzer": "plain"},
           "english": {"type": "text", "analyzer": "english"}}},
         "code": {"type": "text", "analyzer": "code"},
         "brand": {"type": "keyword", "normalizer": "plain"}}}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path directory;

  @Test
  void text_is_found_by_stem_synonym_beginning_and_part() throws Exception {
    try (var node = EmbeddedElasticsearch.startTemporary()) {
      assertThat(send(node, "GET", "/", "").body()).contains("\"number\" : \"9.5.3\"");
      assertThat(send(node, "PUT", "/products", PRODUCTS).statusCode()).isEqualTo(200);
      put(node, 1, 7, "Crème brûlée dishes", "CB-200");
      put(node, 2, 7, "A television set for the women's room", "XL-500b");

      assertThat(found(node, "name", "creme dish")).isEqualTo(1);
      assertThat(found(node, "name", "tv")).isEqualTo(2);
      assertThat(found(node, "name.english", "rooms")).isEqualTo(2);
      assertThat(found(node, "name.typed", "tele")).isEqualTo(2);
      assertThat(found(node, "code", "500")).isEqualTo(2);
      assertThat(found(node, "code", "cb200")).isEqualTo(1);
      assertThat(found(node, "name", "sofa")).isZero();
    }
  }

  @Test
  void a_document_never_goes_back_and_survives_a_crash() throws Exception {
    var node = EmbeddedElasticsearch.start(directory, 0);
    send(node, "PUT", "/products", PRODUCTS);
    put(node, 1, 9, "New name", "N-1");
    var stale =
        send(node, "PUT", "/products/_doc/1?version=8&version_type=external", document("Old", "O"));
    assertThat(stale.statusCode()).isEqualTo(409);
    node.kill();
    assertThat(node.isAlive()).isFalse();

    try (var again = EmbeddedElasticsearch.start(directory, 0)) {
      send(again, "GET", "/_cluster/health/products?wait_for_status=green&timeout=30s", "");
      assertThat(send(again, "GET", "/products/_doc/1", "").body())
          .contains("\"_version\":9", "New name");
    }
  }

  @Test
  void an_orderly_stop_leaves_no_process() {
    var node = EmbeddedElasticsearch.start(directory, 0);
    node.close();
    node.close();
    assertThat(ProcessHandle.of(node.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_port_in_use_is_said_in_a_sentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedElasticsearch.start(directory, taken.getLocalPort()))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessage(
              "Port %d is in use, so Elasticsearch can't listen on it."
                  .formatted(taken.getLocalPort()));
    }
  }

  private void put(EmbeddedElasticsearch node, int id, int version, String name, String code)
      throws IOException, InterruptedException {
    var path =
        "/products/_doc/%d?version=%d&version_type=external&refresh=true".formatted(id, version);
    assertThat(send(node, "PUT", path, document(name, code)).statusCode()).isEqualTo(201);
  }

  private static String document(String name, String code) {
    return "{\"name\": \"%s\", \"code\": \"%s\", \"brand\": \" Łódź \"}".formatted(name, code);
  }

  /// The id of the one hit, or 0 when there is none.
  private int found(EmbeddedElasticsearch node, String field, String words)
      throws IOException, InterruptedException {
    var query =
        "{\"query\": {\"match\": {\"%s\": {\"query\": \"%s\", \"operator\": \"and\"}}}}"
            .formatted(field, words);
    var ids =
        java.util.regex.Pattern.compile("\"_id\":\"(\\d+)\"")
            .matcher(send(node, "POST", "/products/_search", query).body())
            .results()
            .map(match -> Integer.parseInt(match.group(1)))
            .toList();
    assertThat(ids).hasSizeLessThan(2);
    return ids.isEmpty() ? 0 : ids.getFirst();
  }

  private HttpResponse<String> send(
      EmbeddedElasticsearch node, String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(node.uri().resolve(path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
