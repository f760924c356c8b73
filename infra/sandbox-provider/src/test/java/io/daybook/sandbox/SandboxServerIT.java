package io.daybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The provider, as anybody who calls it finds it.
class SandboxServerIT {

  private static final SandboxSettings SETTINGS =
      new SandboxSettings(0, "secret", "whsec_c2VjcmV0", Duration.ofMillis(300), 0, 0, false);
  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final SandboxServer server =
      SandboxServer.start(SETTINGS, postgres.dataSource("postgres"));
  private static final HttpClient http = HttpClient.newHttpClient();

  private final String order = UUID.randomUUID().toString();

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
    http.close();
  }

  @Test
  void the_same_key_has_one_effect_and_one_answer() throws Exception {
    String first = authorize("4242424242424242").body();
    assertThat(authorize("4242424242424242").body()).isEqualTo(first).contains("authorized");

    assertThat(ask("captures", "c", amount(500)).statusCode()).isEqualTo(200);
    assertThat(ask("captures", "c", amount(500)).statusCode()).isEqualTo(200);
    assertThat(ask("refunds", "r", amount(200)).statusCode()).isEqualTo(200);
    assertThat(ask("refunds", "r", amount(200)).statusCode()).isEqualTo(200);

    assertThat(line()).contains("\"capturedMinor\":500", "\"refundedMinor\":200");
    assertThat(line()).contains("\"captures\":1", "\"refunds\":1");
  }

  @Test
  void the_same_key_at_once_has_one_effect() throws Exception {
    authorize("4242424242424242");
    ask("captures", "c", amount(500));
    List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(() -> ask("refunds", "r", amount(100)));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(calls)) {
        assertThat(reply.get().body()).isEqualTo("{\"status\":\"refunded\"}");
      }
    }

    assertThat(line()).contains("\"refundedMinor\":100", "\"refunds\":1");
  }

  @Test
  void a_key_belongs_to_one_wish() throws Exception {
    authorize("4242424242424242");

    assertThat(ask("captures", "a", amount(500)).statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "captures, 499, 409", // not what is held
    "refunds, 1, 409" // nothing was taken
  })
  void what_is_against_the_rules_is_refused_and_may_be_asked_again(
      String operation, int minor, int status) throws Exception {
    authorize("4242424242424242");

    assertThat(ask(operation, "k", amount(minor)).statusCode()).isEqualTo(status);

    ask("captures", "c", amount(500));
    assertThat(ask("refunds", "k", amount(1)).statusCode()).isEqualTo(200);
  }

  @Test
  void never_more_is_given_back_than_was_taken() throws Exception {
    authorize("4242424242424242");
    ask("captures", "c", amount(500));
    ask("refunds", "r-1", amount(400));

    assertThat(ask("refunds", "r-2", amount(101)).statusCode()).isEqualTo(409);
    assertThat(ask("refunds", "r-3", amount(100)).statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_let_go_of_is_not_taken() throws Exception {
    authorize("4242424242424242");
    ask("voids", "v", "");

    assertThat(ask("captures", "c", amount(500)).statusCode()).isEqualTo(409);
    assertThat(line()).contains("VOIDED", "\"captures\":0");
  }

  @Test
  void nothing_held_is_let_go_of_without_complaint() throws Exception {
    assertThat(ask("voids", "v", "").body()).contains("nothing held");
  }

  @Test
  void a_broken_card_has_its_effect_before_the_500() throws Exception {
    assertThat(authorize("4000000000000051").statusCode()).isEqualTo(500);
    assertThat(line()).contains("AUTHORIZED");
    assertThat(authorize("4000000000000051").body()).contains("authorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4000000000000085", "4000000000000077"})
  void a_lost_answer_is_there_when_asked_for_again(String card) throws Exception {
    assertThatThrownBy(() -> authorize(card)).isInstanceOf(IOException.class);
    assertThat(line()).contains("AUTHORIZED");
    assertThat(authorize(card).body()).contains("authorized");
  }

  @Test
  void a_mute_card_is_never_answered_about() throws Exception {
    assertThatThrownBy(() -> authorize("4000000000000127"))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(line()).contains("AUTHORIZED");
  }

  @Test
  void webhooks_come_again_until_they_are_taken() throws Exception {
    ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    server.tell((id, _, body, signature) -> {
      if (new String(body, java.nio.charset.StandardCharsets.UTF_8).contains(order)) {
        told.add(id + signature.substring(0, 3));
        if (told.size() < 3) {
          throw new IllegalStateException("Not now");
        }
      }
    });

    authorize("4000000000000341");

    Awaitility.await().until(() -> told.size() == 3);
    assertThat(told.stream().distinct()).hasSize(1);
    assertThat(told.peek()).endsWith("v1,");
    assertThat(line()).contains("AUTHORIZED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "captures | {} | 404",
        "captures | { | 400",
        "authorizations | {\"orderId\":\"x\"} | 400",
        "gifts | {} | 404"
      })
  void odd_requests_are_refused(String operation, String body, int status) throws Exception {
    assertThat(send(operation, "secret", UUID.randomUUID().toString(), body).statusCode())
        .isEqualTo(status);
  }

  @Test
  void nobody_is_served_without_the_key() throws Exception {
    assertThat(send("voids", "guess", "k", "{}").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> authorize(String card) throws Exception {
    return ask("authorizations", "a", amount(500) + ",\"paymentToken\":\"%s\"".formatted(card));
  }

  private static String amount(int minor) {
    return ",\"amount\":{\"minor\":%d,\"currency\":\"GBP\"}".formatted(minor);
  }

  private HttpResponse<String> ask(String operation, String key, String more) throws Exception {
    return send(operation, "secret", order + key, "{\"orderId\":\"%s\"%s}".formatted(order, more));
  }

  /// What the ledger says of this test's order.
  private String line() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve("/v1/ledger?after="))
            .header("authorization", "Bearer secret")
            .build();
    String all = http.send(request, BodyHandlers.ofString()).body();
    int start = all.indexOf(order);
    return all.substring(start, all.indexOf('}', start));
  }

  private static HttpResponse<String> send(String operation, String apiKey, String key, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.url().resolve("/v1/" + operation))
            .timeout(Duration.ofSeconds(1))
            .header("authorization", "Bearer " + apiKey)
            .header("idempotency-key", key)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
