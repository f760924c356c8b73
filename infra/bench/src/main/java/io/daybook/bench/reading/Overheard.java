package io.daybook.bench.reading;

import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.json.JsonpUtils;
import co.elastic.clients.transport.ElasticsearchTransport;
import co.elastic.clients.transport.Endpoint;
import co.elastic.clients.transport.TransportOptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The way to Elasticsearch, on which the last search is taken down as it was sent.
final class Overheard implements ElasticsearchTransport {

  private final ElasticsearchTransport way;
  private volatile boolean listening = true;
  private volatile @Nullable Search last;

  Overheard(ElasticsearchTransport way) {
    this.way = way;
  }

  /// A search as Elasticsearch hears it.
  record Search(String path, String body) {}

  /// The last search; nothing is taken down for the next ones when `listening` is false.
  @Nullable Search last() {
    return last;
  }

  void stopListening() {
    listening = false;
  }

  @Override
  public <Q, A, E> A performRequest(
      Q request, Endpoint<Q, A, E> endpoint, @Nullable TransportOptions options)
      throws IOException {
    hear(request, endpoint);
    return way.performRequest(request, endpoint, options);
  }

  @Override
  public <Q, A, E> CompletableFuture<A> performRequestAsync(
      Q request, Endpoint<Q, A, E> endpoint, @Nullable TransportOptions options) {
    hear(request, endpoint);
    return way.performRequestAsync(request, endpoint, options);
  }

  @Override
  public JsonpMapper jsonpMapper() {
    return way.jsonpMapper();
  }

  @Override
  public TransportOptions options() {
    return way.options();
  }

  @Override
  public void close() throws IOException {
    way.close();
  }

  private <Q> void hear(Q request, Endpoint<Q, ?, ?> endpoint) {
    if (listening && request instanceof SearchRequest search) {
      String parameters =
          endpoint.queryParameters(request).entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .collect(Collectors.joining("&"));
      last =
          new Search(
              endpoint.requestUrl(request) + "?" + parameters,
              JsonpUtils.toJsonString(search, jsonpMapper()));
    }
  }
}
