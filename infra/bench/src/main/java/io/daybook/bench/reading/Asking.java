package io.daybook.bench.reading;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Questions over HTTP, each of which must be answered with 200. Whoever is told to come back later
/// does so, as a shop's page would, and the wait counts. Safe for all threads.
final class Asking {

  private static final int MOST_TRIES = 10;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;

  Asking(URI server) {
    this.server = server;
  }

  /// @param token position that the answer must include; 0 for any
  byte[] get(String path, long token) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    if (token > 0) {
      request.header("Consistency-Token", String.valueOf(token)).header("Prefer", "wait=30");
    }
    return answer(request.build());
  }

  byte[] post(String path, String json) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static byte[] answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
    for (int tries = 1; answer.statusCode() == 503 && tries < MOST_TRIES; tries++) {
      Thread.sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
      answer = CLIENT.send(request, BodyHandlers.ofByteArray());
    }
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s is answered with %d: %s"
              .formatted(
                  request.uri(),
                  answer.statusCode(),
                  new String(answer.body(), StandardCharsets.UTF_8)));
    }
    return answer.body();
  }
}
