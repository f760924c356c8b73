package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cli.demo.Shop;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import io.daybook.cli.verify.Check;
import io.daybook.cli.verify.Verification;
import io.daybook.embedded.EmbeddedKafka;
import io.daybook.embedded.KafkaNodeSettings;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kafka.KafkaEventSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A whole shop whose sagas and read models hear of events from Kafka only.
class KafkaShopIT {

  private static final String SOURCE = "daybook.events.source";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OPEN = Duration.ofSeconds(5);

  private static final String CLUSTER = "daybook.kafka.bootstrap-servers";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void handlers_run_unchanged_on_kafka_and_the_books_are_right() throws Exception {
    System.setProperty(SOURCE, "kafka");
    try (RunningDaybook daybook =
        RunningDaybook.start(new Options(folder.resolve("data"), 0, false, true))) {
      Api api = new Api(daybook.api(), PATIENCE, new CallTimes());
      assertThat(daybook.bean(KafkaEventSource.class))
          .isSameAs(daybook.bean("eventSource", StreamableMessageSource.class));

      assertThat(new Shop(api, "kafka").open(OPEN)).isNotEmpty();

      assertThat(new Verification(api, PATIENCE).prove())
          .isNotEmpty()
          .allSatisfy((Check check) -> assertThat(check.offenders()).as(check.claim()).isEmpty());
      long head = daybook.bean(LogEventStore.class).head();
      assertThat(head).isGreaterThan(100);
      assertThat(daybook.bean(KafkaEventSource.class).createHeadToken())
          .isEqualTo(new GlobalSequenceTrackingToken(head));
      assertThat(api.send(Call.get("/actuator/prometheus")).text())
          .contains("daybook_kafka_active 1.0", "daybook_kafka_lag 0.0");
    } finally {
      System.clearProperty(SOURCE);
    }
  }

  @Test
  void a_read_with_a_token_never_shows_the_past_while_the_broker_is_away() throws Exception {
    EmbeddedKafka broker =
        EmbeddedKafka.start(folder.resolve("broker"), KafkaNodeSettings.defaults());
    System.setProperty(SOURCE, "kafka");
    System.setProperty(CLUSTER, broker.bootstrapServers());
    try (RunningDaybook daybook =
        RunningDaybook.start(new Options(folder.resolve("data"), 0, false, false))) {
      String listed =
          write(
              daybook,
              "POST",
              "/v1/products",
              "{\"sku\":\"mug\",\"name\":\"A"
                  + " mug\",\"category\":\"All\",\"price\":{\"minor\":250,\"currency\":\"GBP\"}}");
      receive(daybook, 50);
      assertThat(awaitStock(daybook, receive(daybook, 1))).isEqualTo(51);
      assertThat(read(daybook, "/v1/products/mug", listed, 20).statusCode()).isEqualTo(200);

      broker.kill();
      String stock = receive(daybook, 5);
      String price =
          write(
              daybook,
              "PUT",
              "/v1/products/mug/price",
              "{\"price\":{\"minor\":300,\"currency\":\"GBP\"}}");

      for (int times = 0; times < 3; times++) {
        assertComesLater(read(daybook, "/v1/stock/mug", stock, 1));
        assertComesLater(read(daybook, "/v1/products/mug", price, 1));
      }
      HttpResponse<String> past = read(daybook, "/v1/stock/mug", "0", 0);
      assertThat(past.statusCode()).as("who doesn't mind is answered").isEqualTo(200);
      assertThat(JSON.readTree(past.body()).path("onHand").asLong()).isEqualTo(51);
      assertThat(past.headers().firstValueAsLong("Consistency-Token").orElseThrow())
          .isLessThan(Long.parseLong(stock));

      broker =
          EmbeddedKafka.start(
              folder.resolve("broker"), KafkaNodeSettings.defaults().withPort(broker.port()));
      assertThat(awaitStock(daybook, stock)).isEqualTo(56);
      await()
          .atMost(PATIENCE)
          .until(
              () -> read(daybook, "/v1/products/mug", price, 1),
              it -> it.statusCode() == 200 && it.body().contains("300"));
    } finally {
      System.clearProperty(SOURCE);
      System.clearProperty(CLUSTER);
      broker.close();
    }
  }

  /// The first answer that is one must already be right.
  private static long awaitStock(RunningDaybook daybook, String token) {
    HttpResponse<String> answer =
        await()
            .atMost(PATIENCE)
            .until(() -> read(daybook, "/v1/stock/mug", token, 1), it -> it.statusCode() != 503);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("onHand").asLong();
  }

  private static void assertComesLater(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).doesNotContain("onHand", "price");
  }

  private static String receive(RunningDaybook daybook, int units) throws Exception {
    return write(
        daybook,
        "POST",
        "/v1/stock/mug/receipts",
        "{\"units\":%d,\"reference\":\"x\"}".formatted(units));
  }

  /// @return the token
  private static String write(RunningDaybook daybook, String method, String path, String body)
      throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(daybook.api().resolve(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.headers().firstValue("Consistency-Token").orElseThrow();
  }

  private static HttpResponse<String> read(
      RunningDaybook daybook, String path, String token, int seconds) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(daybook.api().resolve(path))
            .header("Consistency-Token", token)
            .header("Prefer", "wait=" + seconds)
            .build(),
        BodyHandlers.ofString());
  }
}
