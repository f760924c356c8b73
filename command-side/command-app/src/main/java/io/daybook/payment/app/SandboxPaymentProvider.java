package io.daybook.payment.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.app.CommandJson;
import io.daybook.payment.app.PaymentProvider.Answer.Authorized;
import io.daybook.payment.app.PaymentProvider.Answer.Declined;
import io.daybook.payment.app.PaymentProvider.Answer.Silence;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The sandbox provider at the other end of HTTP. Thread-safe.
///
/// Whatever may pass, no connection, 5xx, 429, is thrown as [UncheckedIOException] and asked again
/// by the caller under the same key; what the sandbox refuses as [IllegalStateException], which no
/// repetition mends.
final class SandboxPaymentProvider implements PaymentProvider, AutoCloseable {

  static final String NAME = "sandbox";

  /// An answer that got lost is there when the same key is shown again.
  private static final int ATTEMPTS_AT_AUTHORIZING = 2;

  private static final int TOO_MANY_REQUESTS = 429;

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Wish(OrderId orderId, @Nullable Money amount, @Nullable String paymentToken) {}

  private final URI url;
  private final String apiKey;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /// @param url where it listens, such as `http://127.0.0.1:4243`
  /// @param timeout how long an answer may take
  SandboxPaymentProvider(URI url, String apiKey, Duration timeout) {
    this.url = url;
    this.apiKey = apiKey;
    this.timeout = timeout;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer authorize(String key, OrderId order, Money amount, String paymentToken) {
    Wish wish = new Wish(order, amount, paymentToken);
    for (int attempt = 1; attempt <= ATTEMPTS_AT_AUTHORIZING; attempt++) {
      try {
        return answer(ask("authorizations", key, wish));
      } catch (HttpTimeoutException silent) {
        // It may hold the money or not: the order's time runs, and then it is let go of.
      } catch (IOException away) {
        throw new UncheckedIOException(away);
      }
    }
    return new Silence();
  }

  @Override
  public void capture(String key, OrderId order, Money amount, String reference) {
    tell("captures", key, new Wish(order, amount, null));
  }

  @Override
  public void release(String key, OrderId order) {
    tell("voids", key, new Wish(order, null, null));
  }

  @Override
  public void refund(String key, OrderId order, Money amount, String reference) {
    tell("refunds", key, new Wish(order, amount, null));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private void tell(String operation, String key, Wish wish) {
    try {
      ask(operation, key, wish);
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    }
  }

  private JsonNode ask(String operation, String key, Wish wish) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/v1/" + operation))
            .timeout(timeout)
            .header("authorization", "Bearer " + apiKey)
            .header("idempotency-key", key)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(CommandJson.mapper().writeValueAsBytes(wish)))
            .build();
    HttpResponse<byte[]> response = send(request);
    int status = response.statusCode();
    if (status / 100 == 5 || status == TOO_MANY_REQUESTS) {
      throw new IOException("The provider answered %s with %d".formatted(operation, status));
    }
    if (status / 100 != 2) {
      throw new IllegalStateException(
          "The provider refused %s for order %s with %d: %s"
              .formatted(
                  operation,
                  wish.orderId(),
                  status,
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    return CommandJson.mapper().readTree(response.body());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the provider was asked");
    }
  }

  private static Answer answer(JsonNode json) {
    return switch (json.path("status").asString("")) {
      case "authorized" -> new Authorized(json.path("reference").asString());
      case "declined" -> new Declined(json.path("reason").asString());
      default -> new Silence();
    };
  }
}
