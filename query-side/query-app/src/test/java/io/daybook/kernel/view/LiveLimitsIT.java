package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.ViewChanges;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.web.Contract;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of everybody else when many listen, or one doesn't.
final class LiveLimitsIT {

  private static final int MOST = 3;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CHANGES = 40;

  private ShopLog log;
  private EmbeddedPostgres postgres;
  private ConfigurableApplicationContext application;
  private HttpClient client;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<Listener> listeners = new ArrayList<>();

  @BeforeEach
  void start() {
    log = new ShopLog();
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    application =
        RunningShop.run(
            RunningShop.Application.class,
            log,
            postgres,
            URI.create("http://127.0.0.1:1"),
            "--daybook.live.most-streams=" + MOST,
            "--daybook.live.heartbeat=200ms",
            "--spring.lifecycle.timeout-per-shutdown-phase=1s");
    streams().bindTo(meters);
    client = HttpClient.newHttpClient();
    log.append(placed());
  }

  @AfterEach
  void stop() {
    listeners.forEach(Listener::close);
    client.close();
    application.close();
    postgres.close();
  }

  @Test
  void the_stream_beyond_the_limit_is_refused_and_pages_are_not() throws Exception {
    for (int i = 0; i < MOST; i++) {
      listen();
    }
    for (Listener listener : listeners) {
      awaitHeard(listener, 1);
    }
    assertThat(open()).isEqualTo(MOST);

    HttpResponse<String> refused = get("/v1/orders/large/live");

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(
            new Contract("openapi/query-api.yaml")
                .check("Problem", JsonMapper.shared().readTree(refused.body())))
        .isEmpty();
    assertThat(get("/v1/orders/large").statusCode()).isEqualTo(200);
    assertThat(open()).isEqualTo(MOST);

    listeners.removeFirst().close();
    await().atMost(SOON).until(() -> open() < MOST);
    awaitHeard(listen(), 1);
  }

  @Test
  void a_client_that_does_not_read_hurts_nobody() throws Exception {
    assertThat(get("/v1/orders/large", "Consistency-Token", "1").statusCode()).isEqualTo(200);
    try (Socket deaf = new Socket();
        Connection views = postgres.dataSource("views").getConnection()) {
      deaf.setReceiveBufferSize(4_096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
      deaf.getOutputStream()
          .write(
              "GET /v1/orders/large/live HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(SOON).until(() -> open() == 1);
      Listener attentive = listen();
      awaitHeard(attentive, 1);

      for (int i = 1; i <= CHANGES; i++) {
        try (var statement = views.createStatement()) {
          statement.executeUpdate("update orders set country = 'country " + i + "'");
        }
        ViewChanges.note(List.of("order/large"), views);
        String country = "country " + i;
        await()
            .atMost(SOON)
            .until(() -> attentive.last().data().at("/country").asString().equals(country));
      }
      awaitHeard(listen(), 1);

      long begin = System.nanoTime();
      streams().stop();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private LiveStreams streams() {
    return application.getBean(LiveStreams.class);
  }

  private double open() {
    return meters.get("daybook.live.streams").gauge().value();
  }

  private int port() {
    return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private Listener listen() {
    Listener listener =
        Listener.to(
            client,
            HttpRequest.newBuilder(uri("/v1/orders/large/live"))
                .header("Consistency-Token", "1")
                .header("Prefer", "wait=20"));
    listeners.add(listener);
    return listener;
  }

  private static void awaitHeard(Listener listener, int events) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(listener.heard()).hasSizeGreaterThanOrEqualTo(events));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /// Larger than what lies between two ends of a connection after a few changes.
  private static OrderPlaced placed() {
    Money penny = Money.of(1, Currency.GBP);
    List<OrderLine> lines =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(
                i -> new OrderLine(i, LineKind.GOODS, new Sku("mug"), "mug ".repeat(50), 1, penny))
            .toList();
    return new OrderPlaced(
        new OrderId("large"),
        null,
        Channel.SHOP,
        "France",
        lines,
        Money.of(1_000, Currency.GBP),
        "tok",
        Instant.parse("2010-12-01T08:26:00Z"));
  }
}
