package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Readers who stay, or go without a word, or take nothing.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FollowingIT {

  private static final int PAST = 30_000;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String CARTS =
      "/v1/streams/all/events?follow=true&types=cart.abandoned&from=" + PAST;

  private StreamServer server;
  private Thread shop;

  @BeforeEach
  void start() throws Exception {
    server = StreamServer.start(PAST, "daybook.streams.progress-every=100ms");
    shop = Thread.ofVirtual().unstarted(this::listProducts);
  }

  @AfterEach
  void stop() throws Exception {
    shop.interrupt();
    if (shop.isAlive()) {
      shop.join();
    }
    server.close();
  }

  @Test
  void who_follows_what_never_happens_hears_of_progress_while_all_else_happens() throws Exception {
    shop.start();
    for (String accept : List.of("application/x-ndjson", "text/event-stream")) {
      try (Socket follower = server.request(CARTS, "Accept: " + accept);
          BufferedReader lines = lines(follower)) {
        assertThat(lines.lines().filter(it -> it.contains("\"position\":")).limit(3))
            .hasSize(3)
            .noneMatch(it -> it.contains("catalog."));
      }
    }
  }

  @Test
  void who_followed_what_never_happens_and_went_gives_the_place_back() throws Exception {
    shop.start();
    List<Socket> all = new ArrayList<>();
    try {
      await().atMost(PATIENCE).until(() -> follow(all) == 429);
    } finally {
      for (Socket one : all) {
        one.close();
      }
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status("GET", "?limit=1")).isEqualTo(200));
  }

  @Test
  void who_takes_nothing_for_too_long_is_let_go_packed_or_not() throws Exception {
    server.close();
    server = StreamServer.start(PAST, "server.tomcat.connection-timeout=3s");
    makeLogLargerThanWhatIsOnItsWay();
    List<Socket> stuck = new ArrayList<>();
    try {
      for (String coding : List.of("identity", "gzip", "zstd")) {
        for (boolean follow : List.of(false, true)) {
          stuck.add(
              server.request(
                  "/v1/streams/all/events?follow=" + follow, "Accept-Encoding: " + coding));
        }
      }
      await().atMost(PATIENCE).until(() -> server.open() == stuck.size());

      await().atMost(PATIENCE).until(() -> server.open() == 0);
    } finally {
      for (Socket one : stuck) {
        one.close();
      }
    }
  }

  @Test
  void a_head_request_says_what_the_answer_would_be_and_writes_none() throws Exception {
    HttpResponse<String> head = send("HEAD", "?limit=5");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    assertThat(head.headers().firstValue("Consistency-Token")).contains(String.valueOf(PAST));
    assertThat(head.body()).isEmpty();
    assertThat(status("HEAD", "?limit=0")).isEqualTo(400);
  }

  /// Also when it is packed.
  private void makeLogLargerThanWhatIsOnItsWay() throws SQLException {
    server.ask(
        """
        with less_alike as (
          update events set payload = jsonb_build_object('rest',
            (select string_agg(md5(position || '-' || i), '') from generate_series(1, 28) i)) returning 1)
        select count(*) from less_alike
        """);
  }

  /// Until interrupted.
  private void listProducts() {
    while (!Thread.currentThread().isInterrupted()) {
      server.happen(
          "Product",
          0,
          new ProductListed(
              new Sku(UUID.randomUUID().toString()),
              "Mug",
              "",
              "Kitchen",
              Money.of(200, Currency.GBP)));
    }
  }

  private int follow(List<Socket> open) throws Exception {
    Socket socket = server.request(CARTS, "Accept: */*");
    byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    open.add(socket);
    return Integer.parseInt(new String(head, StandardCharsets.US_ASCII).substring(9));
  }

  private int status(String method, String query) throws Exception {
    return send(method, query).statusCode();
  }

  private HttpResponse<String> send(String method, String query) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(server.uri("/v1/streams/all/events" + query))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static BufferedReader lines(Socket socket) throws Exception {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }
}
