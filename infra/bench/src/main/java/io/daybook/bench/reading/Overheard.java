package io.daybook.bench.reading;

import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.json.JsonpUtils;
import co.elastic.clients.json.NdJsonpSerializable;
import co.elastic.clients.transport.ElasticsearchTransport;
import co.elastic.clients.transport.Endpoint;
import co.elastic.clients.transport.TransportOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The way to Elasticsearch, on which what is sent is taken down as it was sent.
final class Overheard implements ElasticsearchTransport {

  private final ElasticsearchTransport way;
  private volatile boolean listening;
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

  Overheard(ElasticsearchTransport way) {
    this.way = way;
  }

  /// A search or bulk request as Elasticsearch hears it.
  record Sent(String path, String body) {}

  /// What was sent since this was last asked, in order.
  List<Sent> taken() {
    List<Sent> taken = new ArrayList<>();
    for (Sent it = sent.poll(); it != null; it = sent.poll()) {
      taken.add(it);
    }
    return taken;
  }

  void listen() {
    listening = true;
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
    if (listening && (request instanceof SearchRequest || request instanceof BulkRequest)) {
      String parameters =
          endpoint.queryParameters(request).entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .collect(Collectors.joining("&"));
      sent.add(
          new Sent(
              endpoint.requestUrl(request) + (parameters.isEmpty() ? "" : "?" + parameters),
              body(request)));
    }
  }

  private String body(Object request) {
    if (!(request instanceof NdJsonpSerializable lines)) {
      return JsonpUtils.toJsonString(request, jsonpMapper());
    }
    StringBuilder body = new StringBuilder();
    lines
        ._serializables()
        .forEachRemaining(it -> {
          boolean isLine = it.equals(request) || !(it instanceof NdJsonpSerializable);
          body.append(isLine ? JsonpUtils.toJsonString(it, jsonpMapper()) + "\n" : body(it));
        });
    return body.toString();
  }
}
