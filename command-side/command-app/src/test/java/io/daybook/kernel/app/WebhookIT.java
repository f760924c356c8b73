package io.daybook.kernel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What a provider tells by webhook: early, twice, forged, too late, or with the database away.
class WebhookIT {

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final CommandSideServer server = CommandSideServer.start(postgres, "webhooks");
  private static final byte[] SECRET =
      "daybook-development-webhooks".getBytes(StandardCharsets.UTF_8);
  private static final String SILENT_CARD = "4000000000000119";

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void a_message_that_comes_before_its_payment_is_parked_and_then_applied_once() {
    assertThat(tell("early", Instant.now(), authorized("early")).text()).contains("PARKED");
    assertThat(tell("early", Instant.now(), authorized("early")).text()).contains("PARKED");

    request("early");

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(events("early")).containsExactly("PaymentRequested", "PaymentAuthorized"));
    assertThat(tell("early", Instant.now(), authorized("early")).text()).contains("REPEATED");
    assertThat(events("early")).hasSize(2);
  }

  @Test
  void a_message_that_comes_twice_is_applied_once() {
    request("twice");

    assertThat(tell("one", Instant.now(), authorized("twice")).text()).contains("APPLIED");
    assertThat(tell("one", Instant.now(), authorized("twice")).text()).contains("REPEATED");
    assertThat(tell("another", Instant.now(), authorized("twice")).text()).contains("REPEATED");

    assertThat(events("twice")).containsExactly("PaymentRequested", "PaymentAuthorized");
  }

  @Test
  void a_message_that_is_forged_or_old_changes_nothing() {
    request("forged");

    Api.Response forged =
        send("m", Instant.now(), authorized("forged"), sign("m", Instant.now(), "something else"));
    Api.Response old = tell("m", Instant.now().minusSeconds(301), authorized("forged"));

    assertThat(forged.status()).isEqualTo(401);
    assertThat(forged.problem()).endsWith("payment/signature-invalid");
    assertThat(old.status()).isEqualTo(401);
    assertThat(events("forged")).containsExactly("PaymentRequested");
  }

  @Test
  void the_provider_is_told_to_come_again_when_the_database_is_away() {
    try (EmbeddedPostgres mortal = EmbeddedPostgres.startTemporary();
        CommandSideServer alone = CommandSideServer.start(mortal, "away")) {
      mortal.kill();

      Api.Response answer = tell(alone.api(), "m", Instant.now(), authorized("any"));

      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void what_the_server_itself_refuses_is_a_problem_too() throws IOException {
    URI root = URI.create(server.api().root());
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/stock/a%2Fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
      assertThat(answer).contains("request/invalid").doesNotContain("<html");
    }
  }

  private static void request(String order) {
    server
        .bean(CommandGateway.class)
        .sendAndWait(
            new RequestPayment(new OrderId(order), Money.of(100, Currency.GBP), SILENT_CARD));
  }

  private static List<String> events(String order) {
    return server
        .bean(LogEventStore.class)
        .readEvents("payment/" + order)
        .asStream()
        .map(it -> it.getPayloadType().getSimpleName())
        .toList();
  }

  private static String authorized(String order) {
    return """
    {"type":"payment.authorized","data":{"orderId":"%s","providerReference":"r1",\
    "amount":{"minor":100,"currency":"GBP"}}}\
    """
        .formatted(order);
  }

  private static Api.Response tell(String id, Instant at, String body) {
    return tell(server.api(), id, at, body);
  }

  private static Api.Response tell(Api api, String id, Instant at, String body) {
    return send(api, id, at, body, sign(id, at, body));
  }

  private static Api.Response send(String id, Instant at, String body, String signature) {
    return send(server.api(), id, at, body, signature);
  }

  private static Api.Response send(Api api, String id, Instant at, String body, String signature) {
    return api.post(
        "/v1/payments/webhooks/sandbox",
        body,
        "webhook-id",
        id,
        "webhook-timestamp",
        String.valueOf(at.getEpochSecond()),
        "webhook-signature",
        signature);
  }

  /// As the Standard Webhooks specification says, written apart from the code under test.
  private static String sign(String id, Instant at, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      byte[] digest =
          mac.doFinal(
              (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
