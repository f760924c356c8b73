package io.daybook.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A receiver at the other end of HTTP. Thread-safe.
///
/// @param url where it takes messages
public record HttpReceiver(URI url, HttpClient http) implements Receiver {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  public HttpReceiver(URI url) {
    this(url, HttpClient.newHttpClient());
  }

  /// @throws UncheckedIOException when the answer is no success, or none comes
  @Override
  public void receive(String id, long timestamp, byte[] body, String signature) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", String.valueOf(timestamp))
            .header("webhook-signature", signature)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new UncheckedIOException(new IOException("It was answered with " + status));
      }
    } catch (IOException notTaken) {
      throw new UncheckedIOException(notTaken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
