package io.daybook.kernel.projection;

import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.Instrumentation;
import co.elastic.clients.transport.rest5_client.Rest5ClientHttpClient;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.jspecify.annotations.Nullable;

/// The way to Elasticsearch for requests of thousands of lines: each body goes in one piece, for
/// which it is held twice. The client's own way sends each line as a chunk of its own, and then
/// sending and receiving them costs as much as making them. Thread-safe.
public final class BulkTransport extends ElasticsearchTransportBase {

  /// Not connected yet.
  ///
  /// @param connections at most
  public static BulkTransport to(URI elasticsearch, int connections) {
    Rest5Client client =
        Rest5Client.builder(elasticsearch)
            .setConnectionManagerCallback(
                it -> it.setMaxConnPerRoute(connections).setMaxConnTotal(connections))
            // Packing an answer takes longer than a network between neighbours takes to carry it.
            .setHttpClientConfigCallback(HttpAsyncClientBuilder::disableContentCompression)
            .build();
    return new BulkTransport(
        new Whole(new Rest5ClientHttpClient(client)), null, new Jackson3JsonpMapper(), null);
  }

  private BulkTransport(
      TransportHttpClient http,
      @Nullable TransportOptions options,
      JsonpMapper mapper,
      @Nullable Instrumentation instrumentation) {
    super(http, options, mapper, instrumentation);
  }

  @Override
  protected ElasticsearchTransportBase cloneWith(
      @Nullable TransportOptions options,
      @Nullable JsonpMapper newMapper,
      @Nullable Instrumentation newInstrumentation) {
    return new BulkTransport(
        httpClient,
        options == null ? transportOptions : options,
        newMapper == null ? mapper : newMapper,
        newInstrumentation == null ? instrumentation : newInstrumentation);
  }

  /// Joins what a body is made of.
  private record Whole(TransportHttpClient client) implements TransportHttpClient {

    @Override
    public TransportOptions createOptions(@Nullable TransportOptions options) {
      return client.createOptions(options);
    }

    @Override
    public Response performRequest(
        String endpoint, @Nullable Node node, Request request, TransportOptions options)
        throws IOException {
      return client.performRequest(endpoint, node, joined(request), options);
    }

    @Override
    public CompletableFuture<Response> performRequestAsync(
        String endpoint, @Nullable Node node, Request request, TransportOptions options) {
      return client.performRequestAsync(endpoint, node, joined(request), options);
    }

    private static Request joined(Request request) {
      Iterable<ByteBuffer> parts = request.body();
      if (parts == null) {
        return request;
      }
      List<ByteBuffer> all = new ArrayList<>();
      parts.forEach(all::add);
      ByteBuffer whole = ByteBuffer.allocate(all.stream().mapToInt(ByteBuffer::remaining).sum());
      all.forEach(it -> whole.put(it.duplicate()));
      return new Request(
          request.method(),
          request.path(),
          request.queryParams(),
          request.headers(),
          List.of(whole.flip()));
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }
}
