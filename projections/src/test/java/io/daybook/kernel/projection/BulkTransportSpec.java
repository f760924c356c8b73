package io.daybook.kernel.projection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BulkTransportSpec {

  private static final String END_OF_BODY = "\r\n0\r\n\r\n";
  private static final String DONE = "{\"took\":1,\"errors\":false,\"items\":[]}";
  private static final int DOCUMENTS = 50;

  @Test
  void a_bulk_request_of_many_lines_goes_in_one_piece_and_asks_for_an_answer_as_it_is()
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> heard = threads.submit(() -> heard(server));
      URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());

      try (var elasticsearch = new ElasticsearchClient(BulkTransport.to(uri, 1))) {
        assertThat(elasticsearch.bulk(bulk()).errors()).isFalse();
      }

      String request = heard.get();
      String[] body = request.substring(request.indexOf("\r\n\r\n") + 4).split("\r\n", -1);
      assertThat(request).doesNotContainIgnoringCase("Accept-Encoding");
      assertThat(body[1]).as("the first piece").hasLineCount(2 * DOCUMENTS);
      assertThat(body[1]).contains("{\"name\":\"Mug 0\"}", "{\"name\":\"Mug 49\"}");
      assertThat(body[2]).as("what follows").isEqualTo("0");
    }
  }

  private static BulkRequest bulk() {
    BulkRequest.Builder bulk = new BulkRequest.Builder().index("products");
    IntStream.range(0, DOCUMENTS)
        .forEach(it ->
            bulk.operations(operation ->
                operation.index(
                    index -> index.id(String.valueOf(it)).document(Map.of("name", "Mug " + it)))));
    return bulk.build();
  }

  /// One request as it comes, which is answered.
  private static String heard(ServerSocket server) throws IOException {
    try (Socket client = server.accept()) {
      InputStream in = client.getInputStream();
      StringBuilder heard = new StringBuilder();
      byte[] some = new byte[1 << 16];
      while (!heard.toString().endsWith(END_OF_BODY)) {
        int read = in.read(some);
        if (read < 0) {
          throw new IOException("It ends after " + heard);
        }
        heard.append(new String(some, 0, read, ISO_8859_1));
      }
      client
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\n"
                      + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                          .formatted(DONE.length(), DONE))
                  .getBytes(ISO_8859_1));
      return heard.toString();
    }
  }
}
